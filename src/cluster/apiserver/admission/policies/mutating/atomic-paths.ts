import {isObject} from '../../../../../api/json/set-key.ts'
import {fieldElement, formatPath, indexElement} from '../../../../../api/patch/managed-fields/index.ts'
import type {Schema} from '../../../../../api/schema/index.ts'

/** Where a configuration says something of what merges only as a whole: what it does not mention there would be lost. */
export function atomicPaths(schema: Schema, value: unknown, path: readonly string[] = []): string[] {
  if (isObject(value) && (schema.type === 'object' || schema.type === 'map')) {
    const below = Object.keys(value).flatMap(key => {
      const child = schema.fields.get(key)?.schema
      return child ? atomicPaths(child, value[key], [...path, fieldElement(key)]) : []
    })
    return schema.atomic ? [formatPath(path), ...below] : below
  }
  if (Array.isArray(value) && schema.type === 'array') {
    const atomic = schema.listType === undefined || schema.listType === 'atomic'
    const below = value.flatMap((item, index) =>
      schema.items ? atomicPaths(schema.items, item, [...path, indexElement(index)]) : [],
    )
    return atomic ? [formatPath(path), ...below] : below
  }
  return []
}
