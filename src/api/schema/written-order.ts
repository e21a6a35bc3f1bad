import {isSchemaUnion, schemaProps} from './json-schema-unions.ts'
import type {Schema} from './schema.ts'

/**
 * The object with its fields in the order in which a real server writes them: those of a built-in type as its Go struct has them, keys of maps and all of a custom
 * object by the alphabet. Nothing is changed; what is in order already is returned as it is. What is the very same in `like`, an object in that order,
 * is not looked at.
 */
export const inWrittenOrder = <T extends object>(schema: Schema, object: T, like?: T): T =>
  (schema.structural ? sorted(object) : ordered(schema, object, like)) as T

function ordered(schema: Schema, value: unknown, like?: unknown): unknown {
  if (value === null || typeof value !== 'object' || value === like) return value
  switch (schema.type) {
    case 'object':
      return Array.isArray(value)
        ? value
        : orderedStruct(schema, value as Record<string, unknown>, like as Record<string, unknown> | null | undefined)
    case 'map':
      return Array.isArray(value) ? value : arranged(value as Record<string, unknown>, schema.items)
    case 'array':
      return Array.isArray(value) && schema.items && hasOrder(schema.items)
        ? mapped(value, item => ordered(schema.items!, item))
        : value
    case 'raw':
      return orderedRaw(schema, value)
    default:
      return value
  }
}

/** Values in definitions' schemas are read into Go's maps; what is raw otherwise stays as it came. */
function orderedRaw(schema: Schema, value: unknown): unknown {
  if (schema.goType === 'v1.JSON') return sorted(value)
  if (!isSchemaUnion(schema)) return value
  return Array.isArray(value) ? mapped(value, item => ordered(schemaProps(), item)) : ordered(schemaProps(), value)
}

/** Whether values of a type can be in any order at all. */
const hasOrder = (schema: Schema): boolean =>
  ['object', 'map', 'array'].includes(schema.type) || schema.goType === 'v1.JSON' || isSchemaUnion(schema)

interface Place {
  index: number
  /** The type of its values where those can be in any order. */
  deeper?: Schema
}

const places = new WeakMap<Schema, Map<string, Place>>()

function placesOf(schema: Schema): Map<string, Place> {
  let known = places.get(schema)
  if (!known) {
    known = new Map()
    for (const {name, schema: type} of schema.fields.values())
      known.set(name, {index: known.size, ...(hasOrder(type) && {deeper: type})})
    places.set(schema, known)
  }
  return known
}

/** Nearly everything is in order already: copied is only what is not. */
function orderedStruct(
  schema: Schema,
  value: Record<string, unknown>,
  like?: Record<string, unknown> | null,
): Record<string, unknown> {
  const place = placesOf(schema)
  let last = -1
  let inOrder = true
  let out: Record<string, unknown> | undefined
  for (const key in value) {
    const {index = place.size, deeper} = place.get(key) ?? nowhere
    if (index < last) inOrder = false
    last = index
    if (!deeper) continue
    const next = ordered(deeper, value[key], like?.[key])
    if (next === value[key]) continue
    out ??= {...value}
    out[key] = next
  }
  const all = out ?? value
  return inOrder ? all : rearranged(place, all)
}

/** Fields are few, and most of them in their order: each is moved forward to its place. */
function rearranged(place: Map<string, Place>, value: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(value)
  const indexes = keys.map(key => place.get(key)?.index ?? place.size)
  for (let from = 1; from < keys.length; from += 1) {
    const [key, index] = [keys[from]!, indexes[from]!]
    let to = from
    for (; to > 0 && indexes[to - 1]! > index; to -= 1) {
      keys[to] = keys[to - 1]!
      indexes[to] = indexes[to - 1]!
    }
    keys[to] = key
    indexes[to] = index
  }
  const result: Record<string, unknown> = {}
  for (const key of keys) result[key] = value[key]
  return result
}

const nowhere: Partial<Place> = {}

function arranged(value: Record<string, unknown>, items: Schema | undefined): Record<string, unknown> {
  const keys = Object.keys(value)
  const deep = items !== undefined && hasOrder(items)
  let changed = false
  for (let index = 1; index < keys.length && !changed; index += 1) changed = keys[index]! < keys[index - 1]!
  // A key such as __proto__ is none to assign to.
  if (!changed && !deep) return value
  const entries = keys.map((key): [string, unknown] => {
    const next = deep ? ordered(items, value[key]) : value[key]
    if (next !== value[key]) changed = true
    return [key, next]
  })
  return changed ? Object.fromEntries(entries.sort(byKey)) : value
}

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return mapped(value, sorted)
  let changed = false
  let last = ''
  const entries = Object.entries(value).map(([key, member]): [string, unknown] => {
    const next = sorted(member)
    if (next !== member || key < last) changed = true
    last = key
    return [key, next]
  })
  return changed ? Object.fromEntries(entries.sort(byKey)) : value
}

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0)

function mapped(list: unknown[], change: (item: unknown) => unknown): unknown[] {
  let out: unknown[] | undefined
  for (let index = 0; index < list.length; index += 1) {
    const next = change(list[index])
    if (next === list[index]) continue
    out ??= [...list]
    out[index] = next
  }
  return out ?? list
}
