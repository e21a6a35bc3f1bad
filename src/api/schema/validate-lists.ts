import {duplicate, type FieldError, invalidValue} from '../field-error.ts'
import {isObject} from '../json/set-key.ts'
import {stringifyJson} from '../json/stringify.ts'
import type {Schema} from './schema.ts'
import {visit} from './visit.ts'

/** Repeated items of lists that are sets or maps, and items of maps that are no objects. */
export function validateLists(schema: Schema, value: unknown): FieldError[] {
  const errors: FieldError[] = []
  visit(schema, value, (item, node, path) => {
    if (Array.isArray(item) && node?.listType === 'set') errors.push(...repeated(item, path))
    if (Array.isArray(item) && node?.listType === 'map') errors.push(...mapErrors(node, item, path))
    return undefined
  })
  return errors
}

function mapErrors({listMapKeys = []}: Schema, list: readonly unknown[], path: string): FieldError[] {
  const odd = list.findIndex(item => item !== null && !isObject(item))
  if (odd >= 0) {
    const why = 'must be an object for an array of list-type map'
    return [invalidValue(`${path}[${odd}]`, list[odd], why)]
  }
  return repeated(
    list.map(item => keysOf(item as Record<string, unknown> | null, listMapKeys)),
    path,
  )
}

/** What is there more than once is told of once, where it is for the second time. */
function repeated(items: readonly unknown[], path: string): FieldError[] {
  const times = new Map<string, number>()
  const errors: FieldError[] = []
  for (const [index, item] of items.entries()) {
    const text = stringifyJson(item)
    const before = times.get(text) ?? 0
    if (before === 1) errors.push(duplicate(`${path}[${index}]`, item))
    times.set(text, before + 1)
  }
  return errors
}

/** Null has no keys, as an object may have none. */
const keysOf = (item: Record<string, unknown> | null, keys: readonly string[]): object =>
  Object.fromEntries([...keys].sort().flatMap(key => (item?.[key] === undefined ? [] : [[key, item[key]]])))
