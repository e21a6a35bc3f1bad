import {isObject, setKey} from '../json/set-key.ts'
import {sortKeys} from '../json/sort-keys.ts'
import {compareKeys} from '../json/stringify.ts'
import type {Schema} from './schema.ts'

/** Fills a draft with the defaults of its schema, as an API server does for custom resources; nulls that may not be give way to them. */
export function applySchemaDefaults(schema: Schema, draft: Record<string, unknown>): void {
  defaultsOf(schema, draft)
}

function defaultsOf(schema: Schema | undefined, value: unknown): void {
  if (!schema) return
  if (Array.isArray(value)) {
    const {items} = schema
    if (items) for (const item of value) defaultsOf(items, item)
    return
  }
  if (!isObject(value)) return
  let filled = false
  for (const field of schema.fields.values()) {
    const current = Object.hasOwn(value, field.name) ? value[field.name] : undefined
    if (current === undefined || (current === null && dropsNull(schema, field.schema, field.default))) {
      if (field.default !== undefined) {
        setKey(value, field.name, schema.structural ? sortKeys(field.default) : structuredClone(field.default))
        filled = true
      } else if (current === undefined) continue
    }
    defaultsOf(field.schema, value[field.name])
  }
  if (filled && schema.structural) arrange(value)
  if (schema.items && schema.type !== 'array')
    for (const key of Object.keys(value)) if (!schema.fields.has(key)) defaultsOf(schema.items, value[key])
}

const dropsNull = (owner: Schema, schema: Schema, fallback: unknown): boolean =>
  fallback !== undefined && (!owner.structural || !schema.nullable)

/** Puts the fields of a custom resource in the order in which Go writes maps. */
function arrange(map: Record<string, unknown>): void {
  const keys = Object.keys(map)
  if (keys.every((key, index) => index === 0 || compareKeys(keys[index - 1]!, key) < 0)) return
  for (const key of keys.sort(compareKeys)) {
    const value = map[key]
    delete map[key]
    setKey(map, key, value)
  }
}
