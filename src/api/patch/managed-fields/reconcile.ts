import type {Schema} from '../../schema/schema.ts'
import {type FieldSet, leaf} from './field-set.ts'
import type {Managers} from './managers.ts'
import {isAssociative} from './path-element.ts'
import {knownMember} from './shape.ts'

/** The types of an object in versions other than the writer's; undefined: there is no such version any more. */
export type SchemasElsewhere = ReadonlyMap<string, Schema | undefined>

/** Brings what everybody owns of a custom resource in line with its schemas as they are; who owns something in a version that is no more owns nothing. */
export function reconcileManagers(
  managers: Managers,
  schema: Schema,
  apiVersion: string,
  elsewhere: SchemasElsewhere = new Map(),
): void {
  if (!schema.structural) return
  for (const [id, manager] of [...managers]) {
    const own = manager.apiVersion === apiVersion ? schema : elsewhere.get(manager.apiVersion)
    const set = own ? reconciled(own, manager.set) : manager.set
    if (set !== manager.set) managers.set(id, {...manager, set})
    else if (!own && elsewhere.has(manager.apiVersion)) managers.delete(id)
  }
}

/**
 * Fields that somebody came to own, as a schema that has changed since has them: of what is indivisible now, the whole. Types that have become divisible stay as
 * they were.
 */
function reconciled(schema: Schema, set: FieldSet): FieldSet {
  if (set.children.size === 0) return set
  if (isIndivisible(schema)) return leaf
  let children: Map<string, FieldSet> | undefined
  for (const [element, child] of set.children) {
    const type = typeOf(schema, element)
    const next = type ? reconciled(type, child) : child
    if (next === child) continue
    children ??= new Map(set.children)
    children.set(element, next)
  }
  return children ? {member: set.member, children} : set
}

const isIndivisible = (schema: Schema): boolean =>
  schema.type === 'array'
    ? !isAssociative(schema)
    : (schema.type === 'object' || schema.type === 'map') && schema.atomic === true

/** The type of what an element of a path leads to; undefined where nothing is said about it. */
function typeOf(schema: Schema, element: string): Schema | undefined {
  if (schema.type === 'array') return schema.items
  return knownMember(schema, element.slice('f:'.length)) ?? schema.items
}
