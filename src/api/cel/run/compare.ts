import {listKindOf} from './list-kinds.ts'
import {
  CelBuilt,
  CelDuration,
  CelError,
  type CelMap,
  CelOpaque,
  CelOptional,
  CelTimestamp,
  CelType,
  CelUint,
  isMap,
} from './values.ts'

/** Whether two values are the same to CEL: numbers by value whatever their types, lists and maps by what they hold. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (a === null || b === null) return false
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b) === 0
  if (typeof a !== 'object' || typeof b !== 'object') return false
  if (Array.isArray(a)) return Array.isArray(b) && equalLists(a, b)
  if (a instanceof Uint8Array) return b instanceof Uint8Array && Buffer.compare(a, b) === 0
  if (a instanceof CelDuration) return b instanceof CelDuration && a.nanoseconds === b.nanoseconds
  if (a instanceof CelTimestamp) return b instanceof CelTimestamp && a.nanoseconds === b.nanoseconds
  if (a instanceof CelType) return b instanceof CelType && a.name === b.name
  if (a instanceof CelOpaque) return a.equals(b)
  if (a instanceof CelOptional) {
    if (!(b instanceof CelOptional)) return false
    return a.value === undefined || b.value === undefined ? a.value === b.value : equal(a.value, b.value)
  }
  if (a instanceof CelBuilt || b instanceof CelBuilt) {
    if (!(a instanceof CelBuilt && b instanceof CelBuilt && a.typeName === b.typeName)) return false
  }
  return isMap(a) && isMap(b) && equalMaps(a, b)
}

/** Lists that are sets, or maps by a key, are the same in any order. */
function equalLists(a: unknown[], b: unknown[]): boolean {
  if (a.length !== b.length) return false
  const kind = listKindOf(a)
  if (!kind) return a.every((item, index) => equal(item, b[index]))
  return a.every(item => b.some(other => equal(item, other)))
}

function equalMaps(a: CelMap, b: CelMap): boolean {
  if (a.size !== b.size) return false
  for (const key of a.keys()) if (!b.has(key) || !equal(a.get(key), b.get(key))) return false
  return true
}

const isNumber = (value: unknown): value is bigint | number | CelUint =>
  typeof value === 'bigint' || typeof value === 'number' || value instanceof CelUint

function compareNumbers(a: bigint | number | CelUint, b: bigint | number | CelUint): number {
  const [left, right] = [a instanceof CelUint ? a.value : a, b instanceof CelUint ? b.value : b]
  if (Number.isNaN(left) || Number.isNaN(right)) return Number.NaN
  return left < right ? -1 : left > right ? 1 : 0
}

/** The order of two values; throws where they have none. */
export function compare(a: unknown, b: unknown): number {
  if (isNumber(a) && isNumber(b)) {
    const order = compareNumbers(a, b)
    if (Number.isNaN(order)) throw new CelError('NaN values cannot be ordered')
    return order
  }
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b))
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b)
  if (a instanceof CelDuration && b instanceof CelDuration) return order(a.nanoseconds, b.nanoseconds)
  if (a instanceof CelTimestamp && b instanceof CelTimestamp) return order(a.nanoseconds, b.nanoseconds)
  throw new CelError('no such overload')
}

const order = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)
