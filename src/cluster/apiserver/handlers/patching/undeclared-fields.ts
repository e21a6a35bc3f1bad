import {isObject} from '../../../../api/json/index.ts'
import {apiVersionOf, type JsonObject} from '../../../../api/object.ts'
import {childSchema, type Schema} from '../../../../api/schema/index.ts'
import {StatusError} from '../../../../api/status-error.ts'
import type {ExpectedKind} from '../../decoding/decode-body.ts'

/** Refuses a configuration with fields that its kind does not have, as Kubernetes does: with a bare 500. */
export function refuseUndeclaredFields(configuration: JsonObject, expected: ExpectedKind): void {
  const errors = undeclared(expected.schema, configuration, '')
  if (errors.length === 0) return
  const metadata = (configuration['metadata'] ?? {}) as {namespace?: string; name?: string}
  const {group, version, kind} = expected
  const subject = `${metadata.namespace ?? ''}/${metadata.name ?? ''}; ${group ? apiVersionOf(expected) : `/${version}`}, Kind=${kind}`
  const texts = errors.map(path => `${path}: field not declared in schema`)
  const list = texts.length === 1 ? texts[0] : `errors:\n${texts.map(text => `  ${text}`).join('\n')}`
  throw new StatusError({message: `failed to create typed patch object (${subject}): ${list}`, code: 500})
}

/** The paths of fields that the schema does not know, in structured-merge-diff's notation. */
function undeclared(schema: Schema | undefined, value: unknown, path: string): string[] {
  if (!schema) return []
  if (Array.isArray(value))
    return value.flatMap((item, index) => undeclared(schema.items, item, `${path}[${elementOf(schema, item, index)}]`))
  if (!isObject(value) || schema.type === 'raw') return []
  return Object.entries(value).flatMap(([key, item]) => {
    const child = childSchema(schema, key)
    if (child) return undeclared(child, item, `${path}.${key}`)
    return schema.type === 'object' && !schema.preserveUnknownFields ? [`${path}.${key}`] : []
  })
}

/** An item by its keys where its list is a map, else by its place. */
function elementOf({listMapKeys}: Schema, item: unknown, index: number): string {
  if (!listMapKeys || !isObject(item)) return String(index)
  const pairs = listMapKeys.filter(key => item[key] !== undefined).map(key => `${key}=${JSON.stringify(item[key])}`)
  return pairs.length > 0 ? pairs.join(',') : String(index)
}
