import {duplicate, type FieldError, required} from '../field-error.ts'
import {isObject} from '../json/set-key.ts'
import {stringifyJson} from '../json/stringify.ts'
import type {Schema} from './schema.ts'
import {visit} from './visit.ts'

/** Repeated items of lists that are sets or maps, and embedded resources without apiVersion or kind. */
export function validateListsAndResources(schema: Schema, value: unknown): FieldError[] {
  const errors: FieldError[] = []
  visit(schema, value, (item, node, path) => {
    if (Array.isArray(item) && node) errors.push(...duplicates(node, item, path))
    if (node?.embeddedResource && isObject(item))
      for (const name of ['apiVersion', 'kind']) if (!item[name]) errors.push(required(`${path}.${name}`))
    return undefined
  })
  return errors
}

function duplicates({listType, listMapKeys = [], items}: Schema, list: readonly unknown[], path: string): FieldError[] {
  if (listType !== 'set' && listType !== 'map') return []
  const seen = new Set<string>()
  const errors: FieldError[] = []
  for (const [index, item] of list.entries()) {
    const identity = listType === 'set' ? item : keysOf(item, listMapKeys, items)
    const text = stringifyJson(identity)
    if (seen.has(text)) errors.push(duplicate(`${path}[${index}]`, identity))
    seen.add(text)
  }
  return errors
}

const keysOf = (item: unknown, keys: readonly string[], schema: Schema | undefined): unknown =>
  isObject(item)
    ? Object.fromEntries(
        [...keys]
          .sort()
          .map(key => [key, item[key] ?? schema?.fields.get(key)?.default])
          .filter(([, value]) => value !== undefined),
      )
    : item
