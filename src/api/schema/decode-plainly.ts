import {RawNumber} from '../json/parse.ts'
import {isObject, setKey} from '../json/set-key.ts'
import {compareKeys} from '../json/stringify.ts'
import {decodeScalar} from './decode-scalar.ts'
import {markEmpty} from './given-empties.ts'
import {decodeSchemaUnion, isSchemaUnion} from './json-schema-unions.ts'
import type {Field, Schema} from './schema.ts'
import {isEmptyValue, isNilable, zeroOf, zeroOfField} from './zero.ts'

/**
 * Decodes what is as it should be: every field known, every value of its type. Undefined where something is not, or is unusual: the Decoder, which keeps
 * account of where it is, says what. Both make the same object. What stands in the same field of `known`, an object that was decoded before, is
 * taken over as it is: the object and its metadata are new, below them it may be shared.
 */
export function decodePlainly(
  schema: Schema,
  input: unknown,
  known?: Record<string, unknown>,
): Record<string, unknown> | undefined {
  const object = known ? structOf(schema, input, known) : decoded(schema, input)
  return object === refused ? undefined : (object as Record<string, unknown> | undefined)
}

const refused = Symbol('not plain')

/** The decoded value; undefined for null. */
function decoded(schema: Schema, input: unknown): unknown {
  if (input === null || input === undefined) return undefined
  switch (schema.type) {
    case 'string':
      return typeof input === 'string' ? input : refused
    case 'object':
      return structOf(schema, input)
    case 'array':
      return listOf(schema, input)
    case 'map':
      return mapOf(schema, input)
    case 'boolean':
      return typeof input === 'boolean' ? input : refused
    case 'raw':
      return isSchemaUnion(schema) ? unionOf(schema, input) : rawOf(input)
    default:
      return scalarOf(schema, input)
  }
}

function structOf(schema: Schema, input: unknown, known?: Record<string, unknown>): unknown {
  if (!isObject(input) || input instanceof RawNumber) return refused
  const {places, always} = planOf(schema)
  const keys = Object.keys(input)
  // As long as they can become: every request makes dozens of them.
  const present: Place[] = new Array(keys.length)
  const values: unknown[] = new Array(keys.length)
  let count = 0
  for (const key of keys) {
    const item = input[key]
    if (item === undefined) continue
    const place = places.get(key)
    if (!place) return refused
    const value = known ? fieldOf(place, item, known[key]) : decoded(place.field.schema, item)
    if (value === refused) return refused
    if (value === undefined) continue
    insert(present, values, count, place, value)
    count += 1
  }
  return write(present, values, count, always)
}

function fieldOf({field: {name, schema}}: Place, item: unknown, known: unknown): unknown {
  if (name === 'metadata' && isObject(known)) return structOf(schema, item, known)
  return item === known && item !== null ? item : decoded(schema, item)
}

/** Puts a value where it belongs in Go's order, in which it mostly comes, among the first so many. */
function insert(present: Place[], values: unknown[], count: number, place: Place, value: unknown): void {
  let at = count
  for (; at > 0 && present[at - 1]!.index > place.index; at -= 1) {
    present[at] = present[at - 1]!
    values[at] = values[at - 1]
  }
  present[at] = place
  values[at] = value
}

/** The fields in Go's order, without what omitempty drops and with what is always there. */
function write(present: Place[], values: unknown[], count: number, always: Place[]): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  let next = 0
  for (let index = 0; index < count; index += 1) {
    const place = present[index]!
    for (; next < always.length && always[next]!.index < place.index; next += 1) writeZero(out, always[next]!.field)
    if (next < always.length && always[next]!.index === place.index) next += 1
    const {field} = place
    const value = values[index]
    if (place.kept || !isEmptyValue(value, field.schema)) out[field.name] = value
    else if (isNilable(field)) markEmpty(out, field.name)
  }
  for (; next < always.length; next += 1) writeZero(out, always[next]!.field)
  return out
}

function writeZero(out: Record<string, unknown>, field: Field): void {
  const zero = zeroOfField(field)
  if (zero !== undefined) out[field.name] = zero
}

function listOf(schema: Schema, input: unknown): unknown {
  if (!Array.isArray(input)) return refused
  const items = schema.items!
  const out: unknown[] = new Array(input.length)
  for (let index = 0; index < input.length; index += 1) {
    const value = decoded(items, input[index])
    if (value === refused) return refused
    out[index] = value === undefined ? zeroOf(items) : value
  }
  return out
}

function mapOf(schema: Schema, input: unknown): unknown {
  if (!isObject(input) || input instanceof RawNumber) return refused
  const items = schema.items!
  const out: Record<string, unknown> = {}
  const keys = Object.keys(input)
  for (const key of isSorted(keys) ? keys : keys.sort(compareKeys)) {
    if (input[key] === undefined) continue
    const value = decoded(items, input[key])
    if (value === refused) return refused
    setKey(out, key, value === undefined ? zeroOf(items) : value)
  }
  return out
}

function isSorted(keys: string[]): boolean {
  for (let index = 1; index < keys.length; index += 1) if (keys[index - 1]! > keys[index]!) return false
  return true
}

function rawOf(input: unknown): unknown {
  if (input instanceof RawNumber) return refused
  if (Array.isArray(input)) {
    const out: unknown[] = new Array(input.length)
    for (let index = 0; index < input.length; index += 1) {
      const value = rawOf(input[index])
      if (value === refused) return refused
      out[index] = value
    }
    return out
  }
  if (!isObject(input)) return input
  const out: Record<string, unknown> = {}
  for (const key of Object.keys(input)) {
    const item = input[key]
    if (item === undefined) continue
    const value = rawOf(item)
    if (value === refused) return refused
    setKey(out, key, value)
  }
  return out
}

function unionOf(schema: Schema, input: unknown): unknown {
  try {
    return decodeSchemaUnion(schema, input, decoded) ?? refused
  } catch {
    return refused
  }
}

function scalarOf(schema: Schema, input: unknown): unknown {
  if (schema.type === 'integer' && typeof input === 'number' && (input | 0) === input && !Object.is(input, -0))
    return input
  try {
    return decodeScalar(schema, input, nowhere)
  } catch {
    return refused
  }
}

/** Errors are thrown away here, and with them where they happened. */
const nowhere = {struct: '', fields: []}

interface Place {
  index: number
  field: Field
  /** Whether it is written when it is empty. */
  kept: boolean
}

interface Plan {
  places: Map<string, Place>
  /** The fields that are written even when nobody set them. */
  always: Place[]
}

const plans = new WeakMap<Schema, Plan>()

function planOf(schema: Schema): Plan {
  let plan = plans.get(schema)
  if (!plan) {
    const places = [...schema.fields.values()].map((field, index) => ({
      index,
      field,
      kept: field.pointer || field.omit === 'never',
    }))
    plan = {
      places: new Map(places.map(place => [place.field.name, place])),
      always: places.filter(({field}) => isAlwaysWritten(field)),
    }
    plans.set(schema, plan)
  }
  return plan
}

export const isAlwaysWritten = ({schema: {type}, pointer, omit}: Field): boolean =>
  omit === 'never' ||
  (omit === 'empty' && !pointer && type !== 'string' && type !== 'array' && type !== 'map' && type !== 'boolean')
