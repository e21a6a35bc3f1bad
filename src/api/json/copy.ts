import {RawNumber} from './parse.ts'
import {setKey} from './set-key.ts'

/** A copy of a JSON value that shares nothing with it but its unusual numbers, which never change. */
export function copyJson<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof RawNumber) return value
  if (Array.isArray(value)) {
    const copy: unknown[] = new Array(value.length)
    for (let index = 0; index < value.length; index += 1) copy[index] = copyJson(value[index])
    return copy as T
  }
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) setKey(copy, key, copyJson((value as Record<string, unknown>)[key]))
  return copy as T
}
