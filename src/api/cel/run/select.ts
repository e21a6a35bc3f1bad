import {goText} from './go-text.ts'
import {CelError, type CelMap, CelObject, CelOptional, CelUint, isMap, none} from './values.ts'

/** `value.field`. */
export function lookUp(value: unknown, field: string): unknown {
  if (value instanceof CelOptional) return at(value, field, true)
  if (Array.isArray(value)) throw new CelError("unsupported index type 'string' in list")
  const found = isMap(value) ? (value.has(field) ? value.get(field) : value.absent) : undefined
  if (found === undefined) throw new CelError(`no such key: ${field}`)
  return found
}

/** `has(value.field)`. */
export function presence(value: unknown, field: string): boolean {
  if (value instanceof CelOptional) return value.value !== undefined && presence(value.value, field)
  return isMap(value) && (value.has(field) || value.absent !== undefined)
}

/** `value[key]`, or `value[?key]` and `value.?key`, which are optionals. */
export function at(value: unknown, key: unknown, optional: boolean): unknown {
  if (value instanceof CelOptional) return value.value === undefined ? none : at(value.value, key, true)
  const found = find(value, key)
  if (optional) return found === undefined ? none : new CelOptional(found)
  if (found === undefined) throw new CelError(missing(value, key))
  return found
}

function find(value: unknown, key: unknown): unknown {
  if (Array.isArray(value)) {
    const index = wholeNumber(key)
    if (index === undefined) throw new CelError(`unsupported index type '${keyType(key)}' in list`)
    return value[Number(index)]
  }
  if (isMap(value)) return fromMap(value, key)
  return undefined
}

function fromMap(map: CelMap, key: unknown): unknown {
  if (map.has(key)) return map.get(key)
  if (map instanceof CelObject && typeof key !== 'string') throw new CelError('no such overload')
  const whole = wholeNumber(key)
  if (whole === undefined) return map.absent
  for (const own of map.keys()) if (wholeNumber(own) === whole && typeof own !== 'string') return map.get(own)
  return undefined
}

function wholeNumber(key: unknown): bigint | undefined {
  if (typeof key === 'bigint') return key
  if (key instanceof CelUint) return key.value
  return typeof key === 'number' && Number.isInteger(key) ? BigInt(key) : undefined
}

const keyType = (key: unknown): string =>
  typeof key === 'number'
    ? 'double'
    : typeof key === 'boolean'
      ? 'bool'
      : typeof key === 'string'
        ? 'string'
        : 'null_type'

const missing = (value: unknown, key: unknown): string =>
  Array.isArray(value) ? `index out of bounds: ${goText(key)}` : `no such key: ${goText(key)}`
