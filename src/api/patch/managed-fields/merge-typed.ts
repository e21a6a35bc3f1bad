import {isObject, setKey} from '../../json/set-key.ts'
import type {Schema} from '../../schema/schema.ts'
import {groupItems} from './compare.ts'
import {emptySet, type FieldSet, isEmptySet} from './field-set.ts'
import {isHollow} from './hollow.ts'
import {fieldElement, itemElement} from './path-element.ts'
import {memberSchema, shapeOf} from './shape.ts'

/** An object with an applied configuration merged over it; neither is changed. */
export function mergeTyped(schema: Schema, live: unknown, applied: unknown): unknown {
  if (applied === undefined) return live
  if (live === undefined || live === null) return applied
  const shape = shapeOf(schema, live, applied)
  if (applied === null) return shape === 'leaf' || isHollow(live) ? applied : live
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

/**
 * The items of both, applied ones in their order. What only the server has keeps its place among those that it shares with the configuration; new
 * items come where the live list has none left before the next shared one.
 */
function mergeLists(schema: Schema, live: unknown[], applied: unknown[]): unknown[] {
  const elementOf = (item: unknown): string => itemElement(schema, item) ?? ''
  const [liveElements, appliedElements] = [live.map(elementOf), applied.map(elementOf)]
  const known = groupItems(schema, live)
  const wanted = new Set(appliedElements)
  const shared = appliedElements.filter(element => known.has(element))
  const mergedItem = (at: number): unknown => {
    const group = known.get(appliedElements[at]!) ?? []
    return group.length === 1 && schema.items && schema.listType === 'map'
      ? mergeTyped(schema.items, group[0], applied[at])
      : applied[at]
  }
  const merged: unknown[] = []
  const done = new Set<string>()
  let [l, a, next] = [0, 0, 0]
  const take = (): void => {
    done.add(appliedElements[a]!)
    merged.push(mergedItem(a))
    if (shared[next] === appliedElements[a]) next++
    a++
  }
  while (l < live.length || a < applied.length) {
    const element = liveElements[l]
    if (element !== undefined && a < applied.length) {
      if (element === appliedElements[a]) {
        take()
        l++
        continue
      }
      if (wanted.has(element) && next < shared.length && shared[next] !== element) {
        l++
        continue
      }
    }
    if (element !== undefined && !wanted.has(element)) {
      merged.push(live[l++])
      continue
    }
    if (element !== undefined && done.has(element)) l++
    if (a < applied.length) take()
  }
  return merged
}

/** An object without the fields and items of a set; null where nothing is left of it, as structured-merge-diff leaves it. */
export function removeFields(schema: Schema, value: unknown, set: FieldSet): unknown {
  if (isEmptySet(set)) return value
  const shape = shapeOf(schema, value)
  if (shape === 'list' && Array.isArray(value)) {
    const items = value.flatMap(item => {
      const below = set.children.get(itemElement(schema, item) ?? '') ?? emptySet
      if (below.member) return []
      return [schema.items ? removeFields(schema.items, item, below) : item]
    })
    return items.length > 0 ? items : null
  }
  if (shape !== 'map' || !isObject(value)) return value
  const out: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    const below = set.children.get(fieldElement(key)) ?? emptySet
    if (below.member) continue
    setKey(out, key, removeFields(memberSchema(schema, key), item, below))
  }
  return Object.keys(out).length > 0 ? out : null
}
