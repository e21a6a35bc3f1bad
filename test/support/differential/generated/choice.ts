import type {Random} from '../../../../src/cluster/runtime/random.ts'
import type {Json} from '../mutations.ts'

/** One of several values. */
export const pick = <T>(random: Random, values: readonly T[]): T => values[Math.floor(random.number() * values.length)]!

/** Whether something with that probability happens. */
export const chance = (random: Random, share: number): boolean => random.number() < share

/** Some of several values, in some order. */
export const some = <T>(random: Random, values: readonly T[]): T[] =>
  values
    .filter(() => chance(random, 0.5))
    .map(value => ({value, rank: random.number()}))
    .sort((one, other) => one.rank - other.rank)
    .map(({value}) => value)

/** As many as wanted of what is made one by one. */
export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({length: count}, (_, index) => make(index))

/** An object like another: other values here and there, and now and then one that is none. */
export const varied = <T extends Json>(value: T, random: Random): T => changed(value, random, 0) as T

function changed(value: Json, random: Random, depth: number): Json {
  if (depth > 0 && chance(random, 0.01)) return pick<Json>(random, [null, 'x', 1, {}, [], true])
  if (typeof value === 'string') return pick(random, [value, value, `${value}1`, `${value}2`])
  if (typeof value === 'number') return pick(random, [value, value, 1, 2, 7])
  if (typeof value === 'boolean') return chance(random, 0.5)
  if (Array.isArray(value)) {
    const items = value.map(item => (typeof item === 'string' ? item : changed(item, random, depth + 1)))
    return chance(random, 0.1) ? items.reverse() : items
  }
  if (value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, kept.has(key) ? item : changed(item, random, depth + 1)]),
  )
}

/** By what items and objects go. */
const kept = new Set(['apiVersion', 'kind', 'metadata', 'name', 'type', 'ip', 'port', 'protocol', 'topologyKey', 'uid'])
