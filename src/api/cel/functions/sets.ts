import {equal} from '../run/compare.ts'
import type {Overload} from './function-set.ts'

const has = (list: unknown[], item: unknown): boolean => list.some(other => equal(other, item))

/** Lists as sets. */
export const sets: Record<string, Overload['run']> = {
  'sets::contains(list<T>, list<T>) bool list_sets_contains_list': contains,
  'sets::equivalent(list<T>, list<T>) bool list_sets_equivalent_list': (a: unknown[], b: unknown[]) =>
    contains(a, b) && contains(b, a),
  'sets::intersects(list<T>, list<T>) bool list_sets_intersects_list': (a: unknown[], b: unknown[]) =>
    a.some(item => has(b, item)),
}

function contains(list: unknown[], items: unknown[]): boolean {
  return items.every(item => has(list, item))
}
