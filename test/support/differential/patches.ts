import {isDeepStrictEqual} from 'node:util'
import type {Json} from './mutations.ts'

const isMap = (value: Json | undefined): value is {[key: string]: Json} =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The JSON merge patch that makes `after` of `before`, as far as one can. */
export function mergePatch(before: Json, after: Json): Json {
  if (!isMap(before) || !isMap(after)) return after
  const patch: {[key: string]: Json} = {}
  for (const key of Object.keys(before)) if (!(key in after)) patch[key] = null
  for (const [key, value] of Object.entries(after))
    if (!isDeepStrictEqual(before[key], value)) patch[key] = key in before ? mergePatch(before[key]!, value) : value
  return patch
}

export interface JsonPatchStep {
  op: 'add' | 'remove' | 'replace'
  path: string
  value?: Json
}

/** The JSON patch that makes `after` of `before`. */
export function jsonPatch(before: Json, after: Json, path = ''): JsonPatchStep[] {
  if (isDeepStrictEqual(before, after)) return []
  const lists = Array.isArray(before) && Array.isArray(after) && before.length === after.length
  if (!lists && !(isMap(before) && isMap(after))) return [{op: 'replace', path, value: after}]
  const [old, now] = [before, after] as [Record<string, Json>, Record<string, Json>]
  const below = (key: string) => `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
  return [
    ...Object.keys(old).flatMap((key): JsonPatchStep[] => (key in now ? [] : [{op: 'remove', path: below(key)}])),
    ...Object.entries(now).flatMap(([key, value]): JsonPatchStep[] =>
      key in old ? jsonPatch(old[key]!, value, below(key)) : [{op: 'add', path: below(key), value}],
    ),
  ]
}
