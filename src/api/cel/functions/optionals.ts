import {CelDuration, CelError, type CelMap, CelOptional, CelTimestamp, CelUint, isMap, none} from '../run/values.ts'
import type {Overload} from './function-set.ts'

const optional = (value: unknown): CelOptional => (value === undefined ? none : new CelOptional(value))

/** Optional values. */
export const optionals: Record<string, Overload['run']> = {
  'optional::of(V) optional<V> optional_of': (value: unknown) => new CelOptional(value),
  'optional::ofNonZeroValue(V) optional<V> optional_ofNonZeroValue': (value: unknown) =>
    isZero(value) ? none : new CelOptional(value),
  'optional::none() optional<V> optional_none': () => none,
  'optional<V>.value() V optional_value'({value}: CelOptional) {
    if (value === undefined) throw new CelError('optional.none() dereference')
    return value
  },
  'optional<V>.hasValue() bool optional_hasValue': ({value}: CelOptional) => value !== undefined,
  'optional<V>.or(optional<V>) optional<V> optional_or_optional': (first: CelOptional, second: CelOptional) =>
    first.value === undefined ? second : first,
  'optional<V>.orValue(V) V optional_orValue_value': ({value}: CelOptional, other: unknown) => value ?? other,
  'list<V>.first() optional<V> list_first': (list: unknown[]) => optional(list[0]),
  'list<V>.last() optional<V> list_last': (list: unknown[]) => optional(list[list.length - 1]),
  'optional::unwrap(list<optional<V>>) list<V> optional_unwrap': unwrapped,
  'list<optional<V>>.unwrapOpt() list<V> optional_unwrapOpt': unwrapped,
}

function unwrapped(list: CelOptional[]): unknown[] {
  return list.filter(({value}) => value !== undefined).map(({value}) => value)
}

function isZero(value: unknown): boolean {
  if (value === null || value === false || value === '' || value === 0n || value === 0) return true
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0
  if (value instanceof CelUint) return value.value === 0n
  if (value instanceof CelDuration || value instanceof CelTimestamp) return value.nanoseconds === 0n
  if (value instanceof CelOptional) return value.value === undefined
  return isMap(value) && (value as CelMap).size === 0
}
