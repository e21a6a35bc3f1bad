import {isObject} from '../../json/set-key.ts'
import type {Schema} from '../../schema/schema.ts'
import {groupItems} from './compare.ts'
import {emptySet, type FieldSet, isEmptySet, leaf} from './field-set.ts'
import {fieldElement} from './path-element.ts'
import {knownMember, memberSchema, shapeOf} from './shape.ts'

/** Every field that an object sets: what an applier of it owns. */
export function fieldSetOf(schema: Schema, value: unknown): FieldSet {
  const shape = shapeOf(schema, value)
  if (shape === 'leaf') return leaf
  const children = new Map<string, FieldSet>()
  if (shape === 'list')
    for (const [element, items] of groupItems(schema, value)) {
      const inner = schema.listType === 'set' || !schema.items ? leaf : fieldSetOf(schema.items, items[0])
      children.set(element, {...inner, member: true})
    }
  else if (isObject(value))
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue
      const inner = fieldSetOf(memberSchema(schema, key), item)
      const hollow = item === null || (isObject(item) && Object.keys(item).length === 0)
      const child = hollow || !knownMember(schema, key) ? {...inner, member: true} : inner
      if (!isEmptySet(child)) children.set(fieldElement(key), child)
    }
  return children.size > 0 ? {member: false, children} : emptySet
}

/** The same set with every named field of a struct that something lies below a member of its own. */
export function withNamedFields(schema: Schema | undefined, set: FieldSet): FieldSet {
  const children = new Map<string, FieldSet>()
  for (const [element, child] of set.children) {
    const name = element.startsWith('f:') ? element.slice(2) : undefined
    const field = name === undefined || !schema ? undefined : knownMember(schema, name)
    const inner = withNamedFields(field ?? schema?.items, child)
    children.set(element, {member: inner.member || (field !== undefined && !schema?.atomic), children: inner.children})
  }
  return {member: set.member, children}
}
