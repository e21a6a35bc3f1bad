import {CelOptional, isMap} from './values.ts'

/** The size of a value as costs count it: characters, bytes, items, entries; 1 of anything else. */
export function actualSize(value: unknown): number {
  if (typeof value === 'string') return characters(value)
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length
  if (isMap(value)) return value.size
  if (value instanceof CelOptional && value.value !== undefined) return actualSize(value.value)
  return 1
}

/** How many characters a text has. */
export function characters(text: string): number {
  let pairs = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code >= 0xd800 && code < 0xdc00) pairs += 1
  }
  return text.length - pairs
}

/** What going through a value and all that it holds costs. */
export function traversalCost(value: unknown): number {
  if (typeof value === 'string') return Math.trunc(Buffer.byteLength(value) * 0.1)
  if (value instanceof Uint8Array) return Math.trunc(value.length * 0.1)
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + traversalCost(item), 0)
  if (!isMap(value)) return 1
  let cost = 0
  for (const key of value.keys()) cost += traversalCost(key) + traversalCost(value.get(key))
  return cost
}
