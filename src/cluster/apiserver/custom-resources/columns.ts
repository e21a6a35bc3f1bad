import {formatGoValue} from '../../../api/go/format-value.ts'
import {stringifyJson} from '../../../api/json/index.ts'
import {evaluateJsonPath, type ListNode, parseJsonPath} from '../../../api/jsonpath/index.ts'
import type {CustomResourceDefinition} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {since} from '../../resources/columns.ts'
import type {Column, ColumnContext} from '../../resources/define-resource.ts'

type PrinterColumn = NonNullable<
  CustomResourceDefinition['spec']['versions'][number]['additionalPrinterColumns']
>[number]

const name: Column = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description:
    'Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names',
  cell: ({metadata}) => metadata.name ?? '',
}

const age: PrinterColumn = {
  name: 'Age',
  type: 'date',
  description:
    'CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata',
  jsonPath: '.metadata.creationTimestamp',
}

/** The columns of a version's table; its age where it names none. */
export const columnsOf = (columns: readonly PrinterColumn[] | undefined): Column[] => [
  name,
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
