import type {JsonObject, KubeObject} from '../../../api/object.ts'
import {badRequest} from '../../../api/status-error.ts'
import type {Column, ResourceDefinition} from '../../resources/define-resource.ts'
import {nextTurn} from '../../runtime/next-turn.ts'
import {createdAtColumn, defaultColumns} from './default-columns.ts'
import {partialMetadata} from './partial-metadata.ts'

export interface TableOptions {
  version: string
  includeObject: string
  now: number
  /** Watches send the column definitions with their first event only. */
  noHeaders?: boolean
}

/** The rows that kubectl prints; `list` is the metadata of the list they come from, or of the one object. */
export function table(
  definition: ResourceDefinition,
  objects: readonly KubeObject[],
  list: JsonObject,
  options: TableOptions,
): JsonObject {
  const draw = rowsOf(definition, options)
  return framed(definition, objects.map(draw), list, options)
}

/** How many rows are made before other requests have their turn. */
const rowsPerTurn = 500

/** The same of however many objects, in turns with whatever else is to be done. */
export async function longTable(
  definition: ResourceDefinition,
  objects: readonly KubeObject[],
  list: JsonObject,
  options: TableOptions,
): Promise<JsonObject> {
  const draw = rowsOf(definition, options)
  const rows: JsonObject[] = []
  for (const object of objects) {
    if (rows.length > 0 && rows.length % rowsPerTurn === 0) await nextTurn()
    rows.push(draw(object))
  }
  return framed(definition, rows, list, options)
}

/** Throws where a request wants rows to hold what they cannot. */
export function checkIncludeObject(includeObject: string): void {
  if (['', 'None', 'Metadata', 'Object'].includes(includeObject)) return
  throw badRequest(
    `Unable to convert to Table as requested: includeObject: Invalid value: ${JSON.stringify(includeObject)}: must be 'Metadata', 'Object', 'None', or empty`,
  )
}

/** What makes a row of an object. */
function rowsOf(definition: ResourceDefinition, options: TableOptions): (object: KubeObject) => JsonObject {
  checkIncludeObject(options.includeObject)
  const columns = definition.columns ?? defaultColumns
  return object => row(definition, columns, object, options)
}

function framed(
  definition: ResourceDefinition,
  rows: JsonObject[],
  list: JsonObject,
  options: TableOptions,
): JsonObject {
  const columns = definition.columns ?? defaultColumns
  return {
    kind: 'Table',
    apiVersion: `meta.k8s.io/${options.version}`,
    metadata: list,
    columnDefinitions: options.noHeaders ? null : columns.filter(({undeclared}) => !undeclared).map(definitionOf),
    rows: rows.length === 0 && isPlain(columns) ? null : rows,
  }
}

/** Kinds without columns of their own show an empty table's rows as null. */
const isPlain = (columns: Column[]): boolean => columns.length === 2 && columns[1]?.name === createdAtColumn.name

function row(definition: ResourceDefinition, columns: Column[], object: KubeObject, options: TableOptions): JsonObject {
  const context = {now: options.now}
  const conditions = definition.rowConditions?.(object)
  return {
    cells: columns.map(column => column.cell(object, context)),
    ...(conditions && conditions.length > 0 && {conditions}),
    object: embedded(definition, object, options),
  }
}

function embedded(definition: ResourceDefinition, object: KubeObject, {includeObject, version}: TableOptions): unknown {
  if (includeObject === 'None') return null
  return includeObject === 'Object' ? object : partialMetadata(definition, object, version)
}

const definitionOf = ({name, type, format = '', description = '', priority = 0}: Column): JsonObject => ({
  name,
  type,
  format,
  description,
  priority,
})
