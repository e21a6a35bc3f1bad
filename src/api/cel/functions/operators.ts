import {compare, equal} from '../run/compare.ts'
import {goText} from '../run/go-text.ts'
import {listKindOf, withListKind} from '../run/list-kinds.ts'
import {characters} from '../run/sizes.ts'
import {
  type CelDuration,
  CelError,
  type CelMap,
  type CelTimestamp,
  CelType,
  CelUint,
  isMap,
  typeNameOf,
} from '../run/values.ts'
import type {Overload} from './function-set.ts'
import {duration, timestamp} from './times.ts'

type Run = Overload['run']
type Functions = Record<string, Run>

const int = (value: bigint): bigint => {
  if (value > 2n ** 63n - 1n || value < -(2n ** 63n)) throw new CelError('integer overflow')
  return value
}
const uint = (value: bigint): CelUint => {
  if (value < 0n || value >= 2n ** 64n) throw new CelError('unsigned integer overflow')
  return new CelUint(value)
}

const never: Run = () => {
  throw new CelError('no such overload')
}

const ordered: [type: string, suffix: string][] = [
  ['bool', 'bool'],
  ['int, int', 'int64'],
  ['int, double', 'int64_double'],
  ['int, uint', 'int64_uint64'],
  ['uint, uint', 'uint64'],
  ['uint, double', 'uint64_double'],
  ['uint, int', 'uint64_int64'],
  ['double, double', 'double'],
  ['double, int', 'double_int64'],
  ['double, uint', 'double_uint64'],
  ['string', 'string'],
  ['bytes', 'bytes'],
  ['timestamp', 'timestamp'],
  ['duration', 'duration'],
]

function orders(operator: string, id: string, holds: (order: number) => boolean): Functions {
  return Object.fromEntries(
    ordered.map(([types, suffix]) => [
      `${operator}(${types.includes(',') ? types : `${types}, ${types}`}) bool ${id}_${suffix}`,
      (a: unknown, b: unknown) => holds(compare(a, b)),
    ]),
  )
}

const quotient = (name: string) => (a: bigint, b: bigint) => {
  if (b === 0n) throw new CelError(name)
  return name.startsWith('division') ? a / b : a % b
}
const divide = quotient('division by zero')
const modulo = quotient('modulus by zero')

/** CEL's operators. */
export const operators: Functions = {
  '_?_:_(bool, A, A) A conditional': never,
  '_&&_(bool, bool) bool logical_and': never,
  '_||_(bool, bool) bool logical_or': never,
  '!_(bool) bool logical_not': (value: boolean) => !value,
  '@not_strictly_false(bool) bool not_strictly_false': never,
  '_==_(A, A) bool equals': equal,
  '_!=_(A, A) bool not_equals': (a: unknown, b: unknown) => !equal(a, b),
  '_+_(bytes, bytes) bytes add_bytes': (a: Uint8Array, b: Uint8Array) => Buffer.concat([a, b]),
  '_+_(double, double) double add_double': (a: number, b: number) => a + b,
  '_+_(duration, duration) duration add_duration_duration': (a: CelDuration, b: CelDuration) =>
    duration(a.nanoseconds + b.nanoseconds),
  '_+_(duration, timestamp) timestamp add_duration_timestamp': (a: CelDuration, b: CelTimestamp) =>
    timestamp(a.nanoseconds + b.nanoseconds),
  '_+_(timestamp, duration) timestamp add_timestamp_duration': (a: CelTimestamp, b: CelDuration) =>
    timestamp(a.nanoseconds + b.nanoseconds),
  '_+_(int, int) int add_int64': (a: bigint, b: bigint) => int(a + b),
  '_+_(list<A>, list<A>) list<A> add_list': addLists,
  '_+_(string, string) string add_string': (a: string, b: string) => a + b,
  '_+_(uint, uint) uint add_uint64': (a: CelUint, b: CelUint) => uint(a.value + b.value),
  '_/_(double, double) double divide_double': (a: number, b: number) => a / b,
  '_/_(int, int) int divide_int64': (a: bigint, b: bigint) => int(divide(a, b)),
  '_/_(uint, uint) uint divide_uint64': (a: CelUint, b: CelUint) => uint(divide(a.value, b.value)),
  '_%_(int, int) int modulo_int64': (a: bigint, b: bigint) => int(modulo(a, b)),
  '_%_(uint, uint) uint modulo_uint64': (a: CelUint, b: CelUint) => uint(modulo(a.value, b.value)),
  '_*_(double, double) double multiply_double': (a: number, b: number) => a * b,
  '_*_(int, int) int multiply_int64': (a: bigint, b: bigint) => int(a * b),
  '_*_(uint, uint) uint multiply_uint64': (a: CelUint, b: CelUint) => uint(a.value * b.value),
  '-_(double) double negate_double': (value: number) => -value,
  '-_(int) int negate_int64': (value: bigint) => int(-value),
  '_-_(double, double) double subtract_double': (a: number, b: number) => a - b,
  '_-_(duration, duration) duration subtract_duration_duration': (a: CelDuration, b: CelDuration) =>
    duration(a.nanoseconds - b.nanoseconds),
  '_-_(int, int) int subtract_int64': (a: bigint, b: bigint) => int(a - b),
  '_-_(timestamp, duration) timestamp subtract_timestamp_duration': (a: CelTimestamp, b: CelDuration) =>
    timestamp(a.nanoseconds - b.nanoseconds),
  '_-_(timestamp, timestamp) duration subtract_timestamp_timestamp': (a: CelTimestamp, b: CelTimestamp) =>
    duration(a.nanoseconds - b.nanoseconds),
  '_-_(uint, uint) uint subtract_uint64': (a: CelUint, b: CelUint) => uint(a.value - b.value),
  ...orders('_<_', 'less', order => order < 0),
  ...orders('_<=_', 'less_equals', order => order <= 0),
  ...orders('_>_', 'greater', order => order > 0),
  ...orders('_>=_', 'greater_equals', order => order >= 0),
  '_[_](list<A>, int) A index_list': never,
  '_[_](map<A, B>, A) B index_map': never,
  '_[_](optional<list<V>>, int) optional<V> optional_list_index_int': never,
  '_[_](optional<map<K, V>>, K) optional<V> optional_map_index_value': never,
  '_[?_](list<V>, int) optional<V> list_optindex_optional_int': never,
  '_[?_](optional<list<V>>, int) optional<V> optional_list_optindex_optional_int': never,
  '_[?_](map<K, V>, K) optional<V> map_optindex_optional_value': never,
  '_[?_](optional<map<K, V>>, K) optional<V> optional_map_optindex_optional_value': never,
  '@in(A, list<A>) bool in_list': (item: unknown, list: unknown[]) => list.some(each => equal(each, item)),
  '@in(A, map<A, B>) bool in_map': (key: unknown, map: CelMap) => map.has(key),
  'size(bytes) int size_bytes': size,
  'bytes.size() int bytes_size': size,
  'size(list<A>) int size_list': size,
  'list<A>.size() int list_size': size,
  'size(map<A, B>) int size_map': size,
  'map<A, B>.size() int map_size': size,
  'size(string) int size_string': size,
  'string.size() int string_size': size,
  'type(A) type<A> type': (value: unknown) => new CelType(typeNameOf(value)),
  'dyn(A) dyn to_dyn': (value: unknown) => value,
  'cel::@mapInsert(map<K, V>, K, V) map<K, V> @mapInsert_map_key_value': (map: CelMap, key: unknown, value: unknown) =>
    inserted(map, [[key, value]]),
  'cel::@mapInsert(map<K, V>, map<K, V>) map<K, V> @mapInsert_map_map': (map: CelMap, other: CelMap) =>
    inserted(
      map,
      [...other.keys()].map(key => [key, other.get(key)]),
    ),
}

function size(value: unknown): bigint {
  if (typeof value === 'string') return BigInt(characters(value))
  return BigInt(isMap(value) ? value.size : (value as unknown[]).length)
}

/** Lists that are sets take in what they lack, lists that are maps what has another key, or stands for the same. */
function addLists(a: unknown[], b: unknown[]): unknown[] {
  const kind = listKindOf(a)
  if (!kind) return [...a, ...b]
  const merged = [...a]
  for (const item of b) {
    const place = merged.findIndex(other =>
      kind.type === 'set' ? equal(other, item) : kind.keys.every(key => sameField(other, item, key)),
    )
    if (place < 0) merged.push(item)
    else merged[place] = item
  }
  return withListKind(merged, kind)
}

const sameField = (a: unknown, b: unknown, key: string): boolean =>
  isMap(a) && isMap(b) && equal(a.get(key) ?? null, b.get(key) ?? null)

function inserted(map: CelMap, entries: [unknown, unknown][]): Map<unknown, unknown> {
  const result = new Map([...map.keys()].map(key => [key, map.get(key)]))
  for (const [key, value] of entries) {
    if (result.has(key)) throw new CelError(`insert failed: key ${goText(key)} already exists`)
    result.set(key, value)
  }
  return result
}
