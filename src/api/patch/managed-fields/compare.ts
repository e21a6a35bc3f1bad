import {isObject} from '../../json/set-key.ts'
import type {Schema} from '../../schema/schema.ts'
import {emptySet, type FieldSet, isEmptySet, leaf} from './field-set.ts'
import {isHollow} from './hollow.ts'
import {fieldElement, itemElement} from './path-element.ts'
import {recentlyWhole} from './recent-wholes.ts'
import {isSameValue} from './same-value.ts'
import {memberSchema, type Shape, shapeOf} from './shape.ts'

/** Which fields came, went and changed between two versions of an object. */
export interface Comparison {
  added: FieldSet
  removed: FieldSet
  modified: FieldSet
}

/** Compares two objects of a type, field by field. */
export const compareObjects = (schema: Schema, before: unknown, after: unknown): Comparison =>
  compare(schema, before, after)

const nothing: Comparison = {added: emptySet, removed: emptySet, modified: emptySet}

function compare(schema: Schema, before: unknown, after: unknown): Comparison {
  if (before === after) return nothing
  if (before === undefined) return {...nothing, added: wholeSet(schema, after)}
  if (after === undefined) return {...nothing, removed: wholeSet(schema, before)}
  const shape = shapeOf(schema, before, after)
  if (shape === 'leaf' && shapeOf(schema, before) !== shapeOf(schema, after))
    return {...compareMaps(schema, before, after), modified: leaf}
  if (shape === 'leaf' || (isHollow(before) && isHollow(after))) return compareLeaf(before, after)
  return shape === 'map' ? compareMaps(schema, before, after) : compareLists(schema, before, after)
}

/** All fields of a value that has come or gone with everything in it. */
function wholeSet(schema: Schema, value: unknown): FieldSet {
  const shape = shapeOf(schema, value)
  if (shape === 'leaf' || isHollow(value)) return leaf
  return schema.structural
    ? newWholeSet(schema, value, shape)
    : recentlyWhole(schema, value, () => newWholeSet(schema, value, shape))
}

function newWholeSet(schema: Schema, value: unknown, shape: Shape): FieldSet {
  const children = new Map<string, FieldSet>()
  if (shape === 'list') {
    for (const [element, items] of groupItems(schema, value)) children.set(element, wholeItem(schema, items))
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      const item = value[key]
      if (item !== undefined) children.set(fieldElement(key), wholeSet(memberSchema(schema, key), item))
    }
  }
  return {member: true, children}
}

const wholeItem = ({listType, items: schema}: Schema, items: unknown[]): FieldSet =>
  listType === 'set' || !schema || items.length > 1 ? leaf : wholeSet(schema, items[0])

function compareLeaf(before: unknown, after: unknown): Comparison {
  if (before === undefined) return {...nothing, added: leaf}
  if (after === undefined) return {...nothing, removed: leaf}
  return isSameValue(before, after) ? nothing : {...nothing, modified: leaf}
}

function compareMaps(schema: Schema, before: unknown, after: unknown): Comparison {
  const left = isObject(before) ? before : {}
  const right = isObject(after) ? after : {}
  const parts = new ComparisonBuilder()
  for (const key of Object.keys(left)) {
    const next = Object.hasOwn(right, key) ? right[key] : undefined
    if (left[key] !== next) parts.add(fieldElement(key), compare(memberSchema(schema, key), left[key], next))
  }
  for (const key of Object.keys(right))
    if (!Object.hasOwn(left, key))
      parts.add(fieldElement(key), compare(memberSchema(schema, key), undefined, right[key]))
  return parts.result()
}

function compareLists(schema: Schema, before: unknown, after: unknown): Comparison {
  const left = groupItems(schema, before)
  const right = groupItems(schema, after)
  const parts = new ComparisonBuilder()
  for (const element of new Set([...left.keys(), ...right.keys()])) {
    const old = left.get(element) ?? []
    const next = right.get(element) ?? []
    parts.add(element, compareNamesakes(schema, old, next))
  }
  return parts.result()
}

/** Items that go by one key are several on neither side, mostly; on both sides they are one thing, and where they come or go so does a mark in their place. */
function compareNamesakes(schema: Schema, old: unknown[], next: unknown[]): Comparison {
  if (old.length > 1 && next.length > 1) return compareLeaf(old, next)
  if (old.length > 1) return {...compareItems(schema, undefined, next[0]), removed: leaf}
  if (next.length > 1) return {...compareItems(schema, old[0], undefined), added: leaf}
  return compareItems(schema, old[0], next[0])
}

const compareItems = (schema: Schema, old: unknown, next: unknown): Comparison =>
  schema.listType === 'set' || !schema.items ? compareLeaf(old, next) : compare(schema.items, old, next)

/** Says that an item cannot be told from the others of its list. */
export class UntypedItemError extends Error {}

/** The items of an associative list by their path element; duplicates together. */
export function groupItems(schema: Schema, list: unknown): Map<string, unknown[]> {
  const groups = new Map<string, unknown[]>()
  if (!Array.isArray(list)) return groups
  for (const [index, item] of list.entries()) {
    const element = itemElement(schema, item)
    if (element === undefined) throw new UntypedItemError(`item ${index} of an associative list has none of its keys`)
    const group = groups.get(element)
    if (group) group.push(item)
    else groups.set(element, [item])
  }
  return groups
}

class ComparisonBuilder {
  private added?: Map<string, FieldSet>
  private removed?: Map<string, FieldSet>
  private modified?: Map<string, FieldSet>

  add(element: string, {added, removed, modified}: Comparison): void {
    if (!isEmptySet(added)) this.added = including(this.added, element, added)
    if (!isEmptySet(removed)) this.removed = including(this.removed, element, removed)
    if (!isEmptySet(modified)) this.modified = including(this.modified, element, modified)
  }

  result(): Comparison {
    const {added, removed, modified} = this
    if (!added && !removed && !modified) return nothing
    return {added: setOf(added), removed: setOf(removed), modified: setOf(modified)}
  }
}

function including(known: Map<string, FieldSet> | undefined, element: string, set: FieldSet): Map<string, FieldSet> {
  return (known ?? new Map<string, FieldSet>()).set(element, set)
}

const setOf = (children: Map<string, FieldSet> | undefined): FieldSet =>
  children ? {member: false, children} : emptySet
