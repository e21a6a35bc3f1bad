import {RawNumber} from './parse.ts'
import {compareKeys} from './stringify.ts'

/** The same value with the keys of all objects in Go's order, which is the order in which kubectl sends them. */
export function sortKeys<T>(value: T): T {
  if (Array.isArray(value)) return value.map(sortKeys) as T
  if (typeof value !== 'object' || value === null || value instanceof RawNumber) return value
  const entries = Object.entries(value).sort(([a], [b]) => compareKeys(a, b))
  return Object.fromEntries(entries.map(([key, child]) => [key, sortKeys(child)])) as T
}
