import type {Type} from '../types/type.ts'
import {CelDuration, CelOpaque, CelOptional, CelTimestamp, CelType, CelUint, isMap} from './values.ts'

/** Whether a value is of a type, as far as can be seen without looking into it. */
export function accepts({kind, name}: Type, value: unknown): boolean {
  switch (kind) {
    case 'bool':
      return typeof value === 'boolean'
    case 'int':
      return typeof value === 'bigint'
    case 'double':
      return typeof value === 'number'
    case 'string':
      return typeof value === 'string'
    case 'null':
      return value === null
    case 'uint':
      return value instanceof CelUint
    case 'bytes':
      return value instanceof Uint8Array
    case 'duration':
      return value instanceof CelDuration
    case 'timestamp':
      return value instanceof CelTimestamp
    case 'list':
      return Array.isArray(value)
    case 'map':
      return isMap(value)
    case 'type':
      return value instanceof CelType
    case 'struct':
    case 'opaque':
      if (name === 'optional_type') return value instanceof CelOptional
      return value instanceof CelOpaque ? value.typeName === name : kind === 'struct' && isMap(value)
    default:
      return true
  }
}
