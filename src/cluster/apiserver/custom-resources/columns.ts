import {formatGoValue} from '../../../api/go/format-value.ts'
import {stringifyJson} from '../../../api/json/index.ts'
import {evaluateJsonPath, type ListNode, parseJsonPath} from '../../../api/jsonpath/index.ts'
import type {CustomResourceDefinition} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {since} from '../../resources/columns.ts'
import type {Column, ColumnContext} from '../../resources/define-resource.ts'
import {createdAtColumn, nameColumn} from '../encoding/default-columns.ts'

type PrinterColumn = NonNullable<
  CustomResourceDefinition['spec']['versions'][number]['additionalPrinterColumns']
>[number]

const age: PrinterColumn = {
  name: 'Age',
  type: 'date',
  description: createdAtColumn.description,
  jsonPath: '.metadata.creationTimestamp',
}

/** The columns of a version's table; its age where it names none. */
export const columnsOf = (columns: readonly PrinterColumn[] | undefined): Column[] => [
  nameColumn,
  ...(columns?.length ? columns : [age]).map(columnOf),
]

function columnOf({name, type, format, description, priority, jsonPath}: PrinterColumn): Column {
  const path = pathOf(jsonPath)
  return {
    name,
    type: type as Column['type'],
    ...(format && {format}),
    description: description || `Custom resource definition column (in JSONPath format): ${jsonPath}`,
    ...(priority && {priority}),
    cell: (object, context) => (path ? cellOf(type, valueAt(path, object), context) : null),
  }
}

/** A path within an object; undefined if it is none. */
export function pathOf(jsonPath: string): ListNode | undefined {
  try {
    return parseJsonPath(`{${jsonPath}}`)
  } catch {
    return undefined
  }
}

/** The one value that a path leads to. */
export function valueAt(path: ListNode, object: KubeObject): unknown {
  try {
    return evaluateJsonPath(path, object, {allowMissingKeys: true})[0]?.[0]
  } catch {
    return undefined
  }
}

function cellOf(type: string, value: unknown, context: ColumnContext): unknown {
  if (value === undefined) return null
  switch (type) {
    case 'string':
      if (value === null) return 'null'
      return typeof value === 'object' ? stringifyJson(value) : formatGoValue(value)
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null
    case 'number':
      return typeof value === 'number' ? value : null
    case 'boolean':
      return typeof value === 'boolean' ? value : null
    default:
      return dateCell(value, context)
  }
}

function dateCell(value: unknown, context: ColumnContext): unknown {
  if (typeof value !== 'string') return null
  return Number.isNaN(Date.parse(value)) ? '<invalid>' : since(value, context)
}
