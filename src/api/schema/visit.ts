import {isObject} from '../json/set-key.ts'
import type {Schema} from './schema.ts'

/** Called for every value with what is known of it; returning false spares its children. */
export type Visit = (value: unknown, schema: Schema | undefined, path: string) => boolean | undefined

/** Walks a value and its schema together, parents first. Paths look like `spec.containers[0].image`, `data[key]`. */
export function visit(schema: Schema | undefined, value: unknown, see: Visit, path = ''): void {
  if (see(value, schema, path) === false) return
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) visit(schema?.items, item, see, `${path}[${index}]`)
    return
  }
  if (!isObject(value)) return
  for (const key of Object.keys(value)) {
    const field = schema?.fields.get(key)?.schema
    const entry = schema?.type === 'array' ? undefined : schema?.items
    if (field || !entry) visit(field, value[key], see, path ? `${path}.${key}` : key)
    else visit(entry, value[key], see, `${path}[${key}]`)
  }
}
