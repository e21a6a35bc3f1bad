import type {Value} from '../store.ts'

/** Orders values by their bytes, whether they are text or not. */
export function compareValues(a: Value, b: Value): number {
  if (a === b) return 0
  return Buffer.compare(bytes(a), bytes(b))
}

const bytes = (value: Value): Uint8Array => (typeof value === 'string' ? Buffer.from(value) : value)
