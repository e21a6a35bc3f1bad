import {deepEqual} from '../../../../api/json/deep-equal.ts'
import {getKey, isObject, stringifyJson} from '../../../../api/json/index.ts'
import {isSchemaUnion, schemaProps} from '../../../../api/schema/json-schema-unions.ts'
import type {Schema} from '../../../../api/schema/index.ts'

/**
 * A document after a merge patch as it is quoted: what the patch goes through, and what it brings, has its keys sorted; what it leaves alone is as the server had
 * written it.
 */
export function quoteMerged(schema: Schema | undefined, before: unknown, after: unknown, patch: unknown): string {
  const write = (type: Schema | undefined, old: unknown, now: unknown, part: unknown): string => {
    if (part === undefined) return asWritten(type, now)
    if (!isObject(old) || !isObject(now) || !isObject(part)) return stringifyJson(now, {escapeHtml: false})
    return members(Object.keys(now).sort(), key => write(memberOf(type, key), old[key], now[key], getKey(part, key)))
  }
  return escapeHtml(write(schema?.structural ? undefined : schema, before, after, patch))
}

/**
 * A document after a JSON patch as it is quoted: what its pointers go through has its keys sorted, what it brings is as the client wrote it, and what it leaves
 * alone as the server had.
 */
export function quoteStepped(schema: Schema | undefined, before: unknown, after: unknown, steps: unknown): string {
  const {visited, brought} = pointersOf(steps)
  const write = (type: Schema | undefined, old: unknown, now: unknown, pointer: string): string => {
    const below = (key: string | number) => `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (visited.has(pointer) && isObject(now)) {
      const was = isObject(old) ? old : {}
      return members(Object.keys(now).sort(), key => write(memberOf(type, key), was[key], now[key], below(key)))
    }
    if (visited.has(pointer) && Array.isArray(now)) {
      const was = Array.isArray(old) ? old : []
      return `[${now.map((item, index) => write(type?.items, was[index], item, below(index))).join(',')}]`
    }
    if (brought.has(pointer) || !deepEqual(old, now)) return stringifyJson(now, {sort: false, escapeHtml: false})
    return asWritten(type, now)
  }
  return escapeHtml(write(schema?.structural ? undefined : schema, before, after, ''))
}

/** What a patch's pointers go through, and where they bring something. */
function pointersOf(steps: unknown): {visited: Set<string>; brought: Set<string>} {
  const visited = new Set([''])
  const brought = new Set<string>()
  for (const step of Array.isArray(steps) ? steps : []) {
    const {path, from} = (step ?? {}) as {path?: unknown; from?: unknown}
    if (typeof path === 'string') brought.add(path)
    for (const pointer of [path, from])
      if (typeof pointer === 'string')
        for (let end = pointer.lastIndexOf('/'); end > 0; end = pointer.lastIndexOf('/', end - 1))
          visited.add(pointer.slice(0, end))
  }
  return {visited, brought}
}

const members = (keys: readonly string[], write: (key: string) => string): string =>
  `{${keys.map(key => `${JSON.stringify(key)}:${write(key)}`).join(',')}}`

/** In the order of the type's fields; maps, and what has no type, by their keys. */
function asWritten(given: Schema | undefined, value: unknown): string {
  const schema = given && isSchemaUnion(given) ? schemaProps() : given
  if (!schema) return stringifyJson(value, {escapeHtml: false})
  if (Array.isArray(value)) return `[${value.map(item => asWritten(schema?.items, item)).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const keys =
    schema?.type === 'object' && schema.fields.size > 0
      ? [...schema.fields.keys()].filter(key => key in value)
      : schema?.type === 'map'
        ? Object.keys(value).sort()
        : Object.keys(value)
  return `{${keys.map(key => `${JSON.stringify(key)}:${asWritten(memberOf(schema, key), value[key])}`).join(',')}}`
}

const memberOf = (schema: Schema | undefined, key: string): Schema | undefined =>
  schema?.fields.get(key)?.schema ?? schema?.items

const escapeHtml = (text: string): string =>
  text.replace(/[<>&\u2028\u2029]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
