import {isObject} from '../../../api/json/index.ts'
import type {Schema} from '../../../api/schema/index.ts'

/** Removes from a draft the nulls of fields that may not be null. */
export function dropNulls(schema: Schema | undefined, value: unknown): void {
  if (!schema) return
  if (Array.isArray(value)) {
    for (const item of value) dropNulls(schema.items, item)
    return
  }
  if (!isObject(value)) return
  for (const key of Object.keys(value)) {
    const child = schema.fields.get(key)?.schema ?? (schema.type === 'array' ? undefined : schema.items)
    if (!child) continue
    if (value[key] === null && !child.nullable && schema.fields.has(key)) delete value[key]
    else dropNulls(child, value[key])
  }
}
