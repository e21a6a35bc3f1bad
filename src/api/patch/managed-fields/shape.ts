import {isObject} from '../../json/set-key.ts'
import {schemaOf} from '../../schema/inflate.ts'
import type {Schema} from '../../schema/schema.ts'
import {isAssociative} from './path-element.ts'

/** How server-side apply sees a value: one indivisible thing, a map of fields, or a list with addressable items. */
export type Shape = 'leaf' | 'map' | 'list'

/** A part of an object about whose type nothing is said: its maps merge, its lists do not. */
const untyped: Schema = {
  type: 'raw',
  goType: 'interface {}',
  fields: new Map(),
  required: [],
  structural: true,
  preserveUnknownFields: true,
}

export function shapeOf(schema: Schema, ...values: unknown[]): Shape {
  if (schema.atomic) return 'leaf'
  if (schema.type === 'array') return isAssociative(schema) ? 'list' : 'leaf'
  if (schema.type === 'object' || schema.type === 'map') return 'map'
  const free = schema.type === 'raw' && schema.structural
  return free &&
    values.some(isObject) &&
    values.every(value => value === undefined || value === null || isObject(value))
    ? 'map'
    : 'leaf'
}

/** The type of a field or of a map's value. */
export const memberSchema = (schema: Schema, key: string): Schema =>
  knownMember(schema, key) ?? (schema.type === 'array' ? untyped : (schema.items ?? untyped))

/** The type of a named field; objects within a custom resource have some that their definition does not name. */
export const knownMember = (schema: Schema, key: string): Schema | undefined =>
  (schema.embeddedResource ? memberOfEveryObject(key) : undefined) ?? schema.fields.get(key)?.schema

function memberOfEveryObject(key: string): Schema | undefined {
  if (key === 'metadata') return schemaOf('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta')
  return key === 'apiVersion' || key === 'kind' ? text : undefined
}

const text: Schema = {...untyped, type: 'string', preserveUnknownFields: false}
