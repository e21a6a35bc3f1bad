import {getKey, isObject, stringifyJson} from '../../../../api/json/index.ts'
import {RawNumber} from '../../../../api/json/parse.ts'
import {applyJsonPatch} from '../../../../api/patch/index.ts'
import type {Schema} from '../../../../api/schema/index.ts'
import {isSchemaUnion, schemaProps} from '../../../../api/schema/json-schema-unions.ts'

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
 * A document after a JSON patch as it is quoted: what the patch went through has its keys sorted, what it brought is as the client wrote it, and what it left
 * alone is as the server had written it, wherever it is now.
 */
export function quoteStepped(schema: Schema | undefined, before: unknown, patch: unknown): string {
  const entered = new Set<object>()
  const write = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
    if (!isObject(value) || value instanceof RawNumber) return stringifyJson(value, {escapeHtml: false})
    const keys = Object.keys(value)
    return members(entered.has(value) ? keys.sort() : keys, key => write(value[key]))
  }
  const written = JSON.parse(asWritten(schema?.structural ? undefined : schema, before)) as Record<string, unknown>
  const copy = (value: unknown): unknown => JSON.parse(write(value))
  return escapeHtml(write(applyJsonPatch(written, patch, {enter: container => entered.add(container), copy})))
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
