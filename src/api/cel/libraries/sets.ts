import {deepEqual} from '../../json/deep-equal.ts'
import type {Library} from './library.ts'

const has = (list: unknown[], item: unknown): boolean => list.some(other => other === item || deepEqual(other, item))
const contains = (list: unknown[], items: unknown[]): boolean => items.every(item => has(list, item))

/** Lists as sets. */
export const sets: Library = {
  'sets.contains(list, list): bool': contains,
  'sets.equivalent(list, list): bool': (a: unknown[], b: unknown[]) => contains(a, b) && contains(b, a),
  'sets.intersects(list, list): bool': (a: unknown[], b: unknown[]) => a.some(item => has(b, item)),
}
