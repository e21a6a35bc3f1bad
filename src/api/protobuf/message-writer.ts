import type {JsonObject} from '../object.ts'
import {schemaOf} from '../schema/index.ts'
import type {Schema} from '../schema/schema.ts'
import {type FieldPlan, fieldPlans, messageName} from './field-plans.ts'
import {specialWriters} from './special-writers.ts'
import {WireWriter} from './wire-writer.ts'

/** Writes the fields of a message, those with the highest numbers first. */
export type MessageWriter = (writer: WireWriter, object: JsonObject) => void

/** Writes a field's value with its tag; its zero where there is none. */
export type ValueWriter = (writer: WireWriter, value: unknown) => void

const writers = new WeakMap<Schema, Map<string, MessageWriter>>()

/** What writes a message as a type in JSON has it: put together once, of one function for each field. Throws a RangeError where there is no such message. */
export function messageWriter(message: string, schema: Schema): MessageWriter {
  let known = writers.get(schema)
  if (!known) {
    known = new Map()
    writers.set(schema, known)
  }
  let writer = known.get(message)
  if (!writer) {
    writer = makeWriter(message, schema)
    known.set(message, writer)
  }
  return writer
}

/**
 * A function of its own for each message, its fields' names and writers in place: a loop over fields asks one place for ever other names and calls ever other functions from
 * it, which takes V8 a third longer.
 */
function makeWriter(message: string, schema: Schema): MessageWriter {
  const fields = fieldPlans(message, schema)
    .toReversed()
    .map(plan => fieldWriter(plan, schema))
  const lines = fields.map(({key}, index) =>
    key === undefined ? `write${index}(writer, object)` : `write${index}(writer, object[${JSON.stringify(key)}])`,
  )
  const names = fields.map((_, index) => `write${index}`)
  const make = new Function(...names, `return (writer, object) => {\n${lines.join('\n')}\n}`)
  return make(...fields.map(({write}) => write)) as MessageWriter
}

export interface FieldWriter {
  /** Absent for an embedded struct, whose writer takes the object itself. */
  key?: string
  write: ValueWriter
}

export function fieldWriter(plan: FieldPlan, schema: Schema): FieldWriter {
  const {number, type, key, field, repeated} = plan
  if (key === undefined) return {write: lazily(number, type, schema)}
  if (repeated === 'list') return {key, write: listWriter(valueWriter(number, type, field?.schema.items))}
  if (repeated === 'map') return {key, write: mapWriter(number, valueWriter(2, type, field?.schema.items))}
  const write = valueWriter(number, type, field?.schema)
  if (field?.pointer || type === 'bytes')
    return {
      key,
      write: (writer, value) => {
        if (value !== undefined && value !== null) write(writer, value)
      },
    }
  let zero: Uint8Array | undefined
  return {
    key,
    write: (writer, value) => {
      if (value !== undefined && value !== null) return write(writer, value)
      zero ??= bytesOf(write)
      writer.raw(zero)
    },
  }
}

function bytesOf(write: ValueWriter): Uint8Array {
  const writer = new WireWriter()
  write(writer, undefined)
  return Buffer.from(writer.finish())
}

const listWriter =
  (write: ValueWriter): ValueWriter =>
  (writer, value) => {
    const items = value as unknown[] | undefined | null
    if (!items) return
    for (let index = items.length - 1; index >= 0; index -= 1) write(writer, items[index])
  }

const mapWriter =
  (number: number, write: ValueWriter): ValueWriter =>
  (writer, value) => {
    const map = value as JsonObject | undefined | null
    if (!map) return
    const names = Object.keys(map).sort()
    for (let index = names.length - 1; index >= 0; index -= 1) {
      const name = names[index]!
      const before = writer.length
      write(writer, map[name])
      writer.string(1, name)
      writer.close(number, before)
    }
  }

export function valueWriter(number: number, type: string, schema: Schema | undefined): ValueWriter {
  switch (type) {
    case 'string':
      return (writer, value) => writer.string(number, typeof value === 'string' ? value : String(value ?? ''))
    case 'bytes':
      return (writer, value) => writer.bytes(number, Buffer.from((value as string | undefined) ?? '', 'base64'))
    case 'bool':
      return (writer, value) => writer.integer(number, value ? 1 : 0)
    case 'int32':
    case 'int64':
      return (writer, value) => writer.integer(number, typeof value === 'number' ? value : BigInt(String(value ?? 0)))
    case 'double':
      return (writer, value) => writer.double(number, Number(value ?? 0))
  }
  const special = specialWriters[type]
  if (!special) return lazily(number, type, schema)
  return (writer, value) => {
    const before = writer.length
    special(writer, value, writeSchemaProps)
    writer.close(number, before)
  }
}

const nothing: JsonObject = {}

/** A message within a message; its writer is made when it is first used, as some messages hold themselves. */
function lazily(number: number, type: string, schema: Schema | undefined): ValueWriter {
  let write: MessageWriter | undefined
  return (writer, value) => {
    if (!write) {
      if (!schema) throw new RangeError(`nothing is known of the fields of ${type}`)
      write = messageWriter(type, schema)
    }
    const before = writer.length
    write(writer, (value as JsonObject | undefined | null) ?? nothing)
    writer.close(number, before)
  }
}

const schemaProps = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps'

function writeSchemaProps(writer: WireWriter, value: JsonObject): void {
  messageWriter(messageName(schemaProps), schemaOf(schemaProps))(writer, value)
}
