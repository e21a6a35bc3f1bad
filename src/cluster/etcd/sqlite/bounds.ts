import type {Key, KeyRange} from '../store.ts'

export type Shape = 'one' | 'from' | 'between'

export interface Bounds {
  shape: Shape
  parameters: Key[]
}

/** How a key range is asked for: which shape of statement, and what to bind. */
export function bounds({key, rangeEnd}: KeyRange): Bounds {
  if (rangeEnd === undefined || rangeEnd === '') return {shape: 'one', parameters: [key]}
  if (rangeEnd === '\0') return {shape: 'from', parameters: [key]}
  return {shape: 'between', parameters: [key, rangeEnd]}
}

/** The same statement for each shape of range; `where` is its condition on the key column. */
export function perShape(column: string, statement: (where: string) => string): Record<Shape, string> {
  return {
    one: statement(`${column} = ?`),
    from: statement(`${column} >= ?`),
    between: statement(`${column} >= ? and ${column} < ?`),
  }
}

/** Whether the range holds the key. */
export function holds({key, rangeEnd}: KeyRange, candidate: Key): boolean {
  if (rangeEnd === undefined || rangeEnd === '') return candidate === key
  return candidate >= key && (rangeEnd === '\0' || candidate < rangeEnd)
}
