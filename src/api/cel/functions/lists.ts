import {compare, equal} from '../run/compare.ts'
import {type CelDuration, CelError, CelUint} from '../run/values.ts'
import type {Overload} from './function-set.ts'
import {duration} from './times.ts'

type Run = Overload['run']

const comparable = ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes']
const summable = ['int', 'uint', 'double', 'duration']

const templated = (types: string[], signature: (type: string) => string, run: (type: string) => Run) =>
  Object.fromEntries(types.map(type => [signature(type), run(type)]))

/** Kubernetes' list functions. CEL's extended lists come with 1.34, so that expressions of 1.34 may not use them yet. */
export const lists: Record<string, Run> = {
  ...templated(
    comparable,
    type => `list<${type}>.isSorted() bool list_${type}_is_sorted_bool`,
    () => isSorted,
  ),
  ...templated(
    summable,
    type => `list<${type}>.sum() ${type} list_${type}_sum_${type}`,
    type => (list: unknown[]) => sum(list, type),
  ),
  ...templated(
    comparable,
    type => `list<${type}>.max() ${type} list_${type}_max_${type}`,
    () => (list: unknown[]) => extreme(list, 'max', 1),
  ),
  ...templated(
    comparable,
    type => `list<${type}>.min() ${type} list_${type}_min_${type}`,
    () => (list: unknown[]) => extreme(list, 'min', -1),
  ),
  'list<A>.indexOf(A) int list_a_index_of_int': (list: unknown[], item: unknown) =>
    BigInt(list.findIndex(each => equal(each, item))),
  'list<A>.lastIndexOf(A) int list_a_last_index_of_int': (list: unknown[], item: unknown) =>
    BigInt(list.findLastIndex(each => equal(each, item))),
}

function isSorted(list: unknown[]): boolean {
  return list.every((item, index) => index === 0 || compare(list[index - 1], item) <= 0)
}

function sum(list: unknown[], type: string): unknown {
  switch (type) {
    case 'double':
      return (list as number[]).reduce((total, item) => total + item, 0)
    case 'duration':
      return duration((list as CelDuration[]).reduce((total, {nanoseconds}) => total + nanoseconds, 0n))
    case 'uint':
      return new CelUint((list as CelUint[]).reduce((total, {value}) => total + value, 0n))
  }
  const total = (list as bigint[]).reduce((so, item) => so + item, 0n)
  if (total >= 2n ** 63n || total < -(2n ** 63n)) throw new CelError('integer overflow')
  return total
}

function extreme(list: unknown[], name: string, sign: number): unknown {
  if (list.length === 0) throw new CelError(`${name} called on empty list`)
  return list.reduce((best, item) => (compare(item, best) * sign > 0 ? item : best))
}
