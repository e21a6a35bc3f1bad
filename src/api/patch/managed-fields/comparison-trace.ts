import {isObject} from '../../json/set-key.ts'
import type {Schema} from '../../schema/schema.ts'
import {isHollow} from './hollow.ts'
import {itemElement} from './path-element.ts'
import {isSameValue} from './same-value.ts'
import {memberSchema, shapeOf} from './shape.ts'

type Outcome = 'same' | 'added' | 'removed' | 'modified'

type Side<T> = readonly T[] | undefined | null

interface MapTrace {
  type: 'map'
  /** The keys of either side in their order; undefined or null where that is the side. */
  before: Side<string>
  after: Side<string>
  /** Every key of either side, once. */
  parts: readonly {key: string; schema: Schema; trace: Trace}[]
}

interface ListTrace {
  type: 'list'
  before: Side<ItemKey>
  after: Side<ItemKey>
  /** Every item of either side, once; -1 where a side lacks it. */
  parts: readonly {before: number; after: number; schema: Schema; trace: Trace}[]
}

/** What an item of an associative list goes by: the values of its keys, or itself. */
type ItemKey = readonly unknown[]

/**
 * All that the comparison of two objects' fields depends on, without the values: objects with the same trace have the same comparison. What one template
 * makes has one trace, whatever the names.
 */
export type Trace = Outcome | MapTrace | ListTrace

/** The trace of a comparison; undefined for what is unusual (items without keys or with the same ones, values of the wrong type). */
export function traceOf(schema: Schema, before: unknown, after: unknown): Trace | undefined {
  const outcome = outcomeOf(schema, before, after)
  if (outcome) return outcome
  return schema.type === 'array' ? listTrace(schema, before, after) : mapTrace(schema, before, after)
}

/** Whether the comparison of these two has that trace. */
export function hasTrace(trace: Trace, schema: Schema, before: unknown, after: unknown): boolean {
  const outcome = outcomeOf(schema, before, after)
  if (outcome || typeof trace === 'string') return outcome === trace
  return trace.type === 'map' ? hasMapTrace(trace, before, after) : hasListTrace(trace, schema, before, after)
}

/** What comes of values that are compared as a whole; undefined for those that are not. */
function outcomeOf(schema: Schema, before: unknown, after: unknown): Outcome | undefined {
  if (before === after) return 'same'
  if (shapeOf(schema, before, after) !== 'leaf' && !(isHollow(before) && isHollow(after))) return undefined
  if (before === undefined) return 'added'
  if (after === undefined) return 'removed'
  return isSameValue(before, after) ? 'same' : 'modified'
}

function mapTrace(schema: Schema, before: unknown, after: unknown): Trace | undefined {
  if (!isMap(before) || !isMap(after)) return undefined
  const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  const parts: {key: string; schema: Schema; trace: Trace}[] = []
  for (const key of keys) {
    const member = memberSchema(schema, key)
    const trace = key === '__proto__' ? undefined : traceOf(member, before?.[key], after?.[key])
    if (!trace) return undefined
    parts.push({key, schema: member, trace})
  }
  return {type: 'map', before: keysIn(before), after: keysIn(after), parts}
}

const isMap = (value: unknown): value is Record<string, unknown> | undefined | null =>
  value === undefined || value === null || isObject(value)

const keysIn = (map: Record<string, unknown> | undefined | null): Side<string> => map && Object.keys(map)

function hasMapTrace(trace: MapTrace, before: unknown, after: unknown): boolean {
  if (!isMap(before) || !isMap(after)) return false
  if (!hasKeys(before, trace.before) || !hasKeys(after, trace.after)) return false
  for (const {key, schema, trace: inner} of trace.parts)
    if (!hasTrace(inner, schema, before?.[key], after?.[key])) return false
  return true
}

function hasKeys(object: Record<string, unknown> | undefined | null, keys: Side<string>): boolean {
  if (!object || !keys) return object === keys
  let count = 0
  for (const key in object) {
    if (keys[count] !== key) return false
    count += 1
  }
  return count === keys.length
}

function listTrace(schema: Schema, before: unknown, after: unknown): Trace | undefined {
  const [left, right] = [placesOf(schema, before), placesOf(schema, after)]
  if (!left || !right) return undefined
  const items = schema.items!
  const parts: {before: number; after: number; schema: Schema; trace: Trace}[] = []
  for (const element of new Set([...left.keys(), ...right.keys()])) {
    const place = {before: left.get(element) ?? -1, after: right.get(element) ?? -1}
    const trace = traceOf(items, itemAt(before, place.before), itemAt(after, place.after))
    if (!trace) return undefined
    parts.push({...place, schema: items, trace})
  }
  return {type: 'list', before: keysOf(schema, before), after: keysOf(schema, after), parts}
}

/** Where each item is, by its path element; undefined for lists that are no usual ones. */
function placesOf(schema: Schema, list: unknown): Map<string, number> | undefined {
  const places = new Map<string, number>()
  if (list === undefined || list === null) return places
  if (!Array.isArray(list) || schema.listType !== 'map' || schema.items?.type !== 'object') return undefined
  for (const [index, item] of list.entries()) {
    const element = itemElement(schema, item)
    if (element === undefined || places.has(element)) return undefined
    places.set(element, index)
  }
  return places
}

const itemAt = (list: unknown, place: number): unknown => (place < 0 ? undefined : (list as unknown[])[place])

const keysOf = (schema: Schema, list: unknown): Side<ItemKey> =>
  list === undefined || list === null
    ? list
    : (list as Record<string, unknown>[]).map(item => schema.listMapKeys!.map(key => item[key]))

function hasListTrace(trace: ListTrace, schema: Schema, before: unknown, after: unknown): boolean {
  if (!hasItems(schema, before, trace.before) || !hasItems(schema, after, trace.after)) return false
  for (const part of trace.parts)
    if (!hasTrace(part.trace, part.schema, itemAt(before, part.before), itemAt(after, part.after))) return false
  return true
}

function hasItems(schema: Schema, list: unknown, keys: Side<ItemKey>): boolean {
  if (list === undefined || list === null || !keys) return list === keys
  if (!Array.isArray(list) || list.length !== keys.length) return false
  const names = schema.listMapKeys!
  for (let index = 0; index < keys.length; index += 1) {
    const item = list[index]
    if (!isObject(item)) return false
    for (let name = 0; name < names.length; name += 1) if (item[names[name]!] !== keys[index]![name]) return false
  }
  return true
}
