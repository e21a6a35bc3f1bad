import {setKey} from '../json/set-key.ts'
import type {Field, Schema} from './schema.ts'

/** What Go's JSON shows of a field that nobody set; undefined when it leaves it out. */
export function zeroOfField({schema, pointer, omit}: Field): unknown {
  if (omit === 'zero') return undefined
  if (pointer) return omit === 'never' ? null : undefined
  switch (schema.type) {
    case 'object':
    case 'quantity':
    case 'time':
    case 'microtime':
    case 'int-or-string':
      return zeroOf(schema)
    case 'raw':
      return schema.format === 'object' || omit === 'never' ? null : undefined
    default:
      return omit === 'never' ? zeroOf(schema) : undefined
  }
}

/** Go's zero value of a type as JSON shows it: an empty struct with its own zero fields, null for lists and maps. */
export function zeroOf(schema: Schema): unknown {
  switch (schema.type) {
    case 'object':
      return zeroStruct(schema)
    case 'string':
      return ''
    case 'integer':
    case 'number':
    case 'int-or-string':
      return 0
    case 'boolean':
      return false
    case 'quantity':
      return '0'
    default:
      return null
  }
}

/** The fields of a struct that are always written, with their zero values. */
function zeroStruct(schema: Schema): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const field of schema.fields.values()) {
    const value = zeroOfField(field)
    if (value !== undefined) setKey(out, field.name, value)
  }
  return out
}

/** Whether Go's omitempty drops a value: false, 0, '', and empty lists and maps; never a struct, which an int-or-string is too. */
export const isEmptyValue = (value: unknown, {type}: Schema): boolean =>
  (value === '' && type !== 'int-or-string') ||
  (value === 0 && type !== 'int-or-string') ||
  value === false ||
  (type === 'array' && Array.isArray(value) && value.length === 0) ||
  (type === 'map' && typeof value === 'object' && value !== null && Object.keys(value).length === 0)

/** Whether Go tells an empty value of a field from none. */
export const isNilable = ({schema: {type}}: Field): boolean => type === 'array' || type === 'map' || type === 'bytes'
