import type {Field, Schema} from '../schema/schema.ts'
import {messageFields} from './messages.ts'

/** A message's field and what it is in JSON. */
export interface FieldPlan {
  number: number
  /** string, bytes, bool, int32, int64, double, or a message. */
  type: string
  repeated?: 'list' | 'map'
  /** Its name in JSON; absent for an embedded struct, whose own fields stand in for it. */
  key?: string
  /** Absent where nothing is said about the field. */
  field?: Field
  /** What is written where an object does not have the field; made when that is first so. */
  zero?: Uint8Array
}

const plans = new WeakMap<Schema, Map<string, FieldPlan[]>>()

/** The fields of a message by number, as those of a type in JSON. Throws a RangeError where there is no such message. */
export function fieldPlans(message: string, schema: Schema): FieldPlan[] {
  const known = plans.get(schema) ?? new Map<string, FieldPlan[]>()
  plans.set(schema, known)
  const list = known.get(message) ?? makePlans(message, schema)
  known.set(message, list)
  return list
}

function makePlans(message: string, schema: Schema): FieldPlan[] {
  const fields = messageFields(message)
  if (!fields) throw new RangeError(`no message is called ${message}`)
  return [...fields]
    .sort(([a], [b]) => a - b)
    .flatMap(([number, {name, type}]) => {
      const shape = shapeOf(type)
      const key = jsonName(name, schema)
      if (key !== undefined) return [{number, ...shape, key, field: schema.fields.get(key)!}]
      return !shape.repeated && messageFields(shape.type) ? [{number, ...shape}] : []
    })
}

function shapeOf(type: string): {type: string; repeated?: 'list' | 'map'} {
  if (type.startsWith('[]')) return {type: type.slice(2), repeated: 'list'}
  const [, valueType] = /^map<string,(.*)>$/.exec(type) ?? []
  return valueType === undefined ? {type} : {type: valueType, repeated: 'map'}
}

/** Most fields are called the same in both; the rest differ in case, a dollar sign, or hyphens. */
function jsonName(name: string, {fields}: Schema): string | undefined {
  if (fields.has(name)) return name
  if (fields.has(`$${name}`)) return `$${name}`
  const hyphenated = name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
  if (fields.has(hyphenated)) return hyphenated
  const lower = name.toLowerCase()
  return [...fields.keys()].find(key => key.toLowerCase() === lower)
}

/** The message of a built-in type: `api.core.v1.Pod` of `io.k8s.api.core.v1.Pod`. */
export const messageName = (schema: string): string => schema.replace(/^io\.k8s\./, '').replaceAll('-', '_')
