import {deepEqual} from '../../../../api/json/deep-equal.ts'
import {isObject, stringifyJson} from '../../../../api/json/index.ts'
import {isSchemaUnion, schemaProps} from '../../../../api/schema/json-schema-unions.ts'
import type {Schema} from '../../../../api/schema/index.ts'

/** How what a patch brings is written: as the client wrote it (JSON patches), or with sorted keys (merge patches). */
export type Brought = 'as written' | 'sorted'

/**
 * A patched document as it is quoted: what the patch went through has its keys sorted, what it left alone is as the server had written it.
 */
export const quotePatched = (schema: Schema | undefined, before: unknown, after: unknown, brought: Brought): string =>
  escapeHtml(write(schema?.structural ? undefined : schema, before, after, brought, true))

function write(schema: Schema | undefined, before: unknown, after: unknown, brought: Brought, visited = false): string {
  if (!visited && deepEqual(before, after)) return asWritten(schema, after)
  if (isObject(before) && isObject(after)) {
    const members = Object.keys(after)
      .sort()
      .map(key => `${JSON.stringify(key)}:${write(memberOf(schema, key), before[key], after[key], brought)}`)
    return `{${members.join(',')}}`
  }
  if (brought === 'sorted') return stringifyJson(after, {escapeHtml: false})
  if (Array.isArray(before) && Array.isArray(after))
    return `[${after.map((item, index) => write(schema?.items, before[index], item, brought)).join(',')}]`
  return stringifyJson(after, {sort: false, escapeHtml: false})
}

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
