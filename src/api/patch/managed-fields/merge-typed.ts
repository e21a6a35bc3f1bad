import {isObject, setKey} from '../../json/set-key.ts'
import type {Schema} from '../../schema/schema.ts'
import {groupItems} from './compare.ts'
import {emptySet, type FieldSet, isEmptySet} from './field-set.ts'
import {fieldElement, itemElement} from './path-element.ts'
import {memberSchema, shapeOf} from './shape.ts'

/** An object with an applied configuration merged over it; neither is changed. */
export function mergeTyped(schema: Schema, live: unknown, applied: unknown): unknown {
  if (applied === undefined) return live
  if (live === undefined || live === null || applied === null) return applied
  const shape = shapeOf(schema, live, applied)
  if (shape === 'map' && isObject(live) && isObject(applied)) {
    const merged: Record<string, unknown> = {...live}
    for (const [key, value] of Object.entries(applied))
      setKey(
        merged,
        key,
        mergeTyped(memberSchema(schema, key), Object.hasOwn(live, key) ? live[key] : undefined, value),
      )
    return merged
  }
  if (shape === 'list' && Array.isArray(live) && Array.isArray(applied)) return mergeLists(schema, live, applied)
  return applied
}

/** The applied items in their order; what only the server has keeps its place before the items that it stood before. */
function mergeLists(schema: Schema, live: unknown[], applied: unknown[]): unknown[] {
  const wanted = new Map(applied.map(item => [itemElement(schema, item) ?? '', item]))
  const known = groupItems(schema, live)
  const merged: unknown[] = []
  const done = new Set<string>()
  let at = 0
  const takeServerOnly = (): void => {
    for (; at < live.length; at++) {
      const element = itemElement(schema, live[at]) ?? ''
      if (wanted.has(element) && !done.has(element)) return
      if (!wanted.has(element)) merged.push(live[at])
    }
  }
  for (const [element, item] of wanted) {
    if (known.has(element)) takeServerOnly()
    const existing = known.get(element)?.[0]
    merged.push(
      existing !== undefined && schema.items && schema.listType === 'map'
        ? mergeTyped(schema.items, existing, item)
        : item,
    )
    done.add(element)
  }
  takeServerOnly()
  return merged
}

/** An object without the fields and items of a set; undefined when nothing is left of it. */
export function removeFields(schema: Schema, value: unknown, set: FieldSet): unknown {
  if (isEmptySet(set)) return value
  const shape = shapeOf(schema, value)
  if (shape === 'list' && Array.isArray(value)) {
    const items = value.flatMap(item => {
      const below = set.children.get(itemElement(schema, item) ?? '') ?? emptySet
      if (below.member) return []
      const rest = schema.items ? removeFields(schema.items, item, below) : item
      return rest === undefined ? [] : [rest]
    })
    return items.length > 0 ? items : undefined
  }
  if (shape !== 'map' || !isObject(value)) return value
  const out: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    const below = set.children.get(fieldElement(key)) ?? emptySet
    if (below.member) continue
    const rest = removeFields(memberSchema(schema, key), item, below)
    if (rest !== undefined) setKey(out, key, rest)
  }
  return Object.keys(out).length > 0 ? out : undefined
}
