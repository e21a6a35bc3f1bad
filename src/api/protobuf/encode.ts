import {type JsonObject, parseApiVersion} from '../object.ts'
import {schemaOf, schemaOfKind} from '../schema/index.ts'
import type {Schema} from '../schema/schema.ts'
import {type FieldPlan, fieldPlans, messageName} from './field-plans.ts'
import {messageFields} from './messages.ts'
import {partialMetadataSchema} from './partial-metadata.ts'
import {specialWriters} from './special-writers.ts'
import {WireWriter} from './wire-writer.ts'

const magic = Buffer.from('k8s\0')

/** Whether objects of a kind can be written in protobuf: those of CustomResourceDefinitions cannot. */
export const hasMessage = (kind: {group: string; version: string; kind: string}): boolean => typeOf(kind) !== undefined

/** The bytes of a list's items, for lists that share them. */
export interface ItemMemory {
  get(item: object): Uint8Array | undefined
  set(item: object, bytes: Uint8Array): unknown
}

/**
 * A built-in object in Kubernetes' protobuf: the prefix `k8s\0` and a runtime.Unknown. Throws a RangeError for other kinds. With a memory, a list's items are
 * encoded once, for this list and later ones.
 */
export function encodeProtobuf(object: JsonObject, memory?: ItemMemory): Uint8Array {
  const {apiVersion = '', kind = ''} = object as {apiVersion?: string; kind?: string}
  // The discovery of the legacy API has a kind and no version.
  const type = typeOf({...parseApiVersion(apiVersion || 'v1'), kind})
  if (!type) throw new RangeError(`no kind "${kind}" is registered for version "${apiVersion}"`)
  const writer = new WireWriter()
  writer.string(4, '')
  writer.string(3, '')
  writer.nested(2, () => writeMessage(writer, type, object, memory))
  writer.nested(1, () => {
    writer.string(2, kind)
    writer.string(1, apiVersion)
  })
  writer.raw(magic)
  return writer.finish()
}

/** An event of a watch as it is framed: its length in four bytes, then a WatchEvent whose object is whole. */
export function encodeWatchEvent({type, object}: {type: string; object: JsonObject}): Uint8Array {
  const writer = new WireWriter()
  writer.nested(2, () => writer.bytes(1, encodeProtobuf(object)))
  writer.string(1, type)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(writer.length)
  writer.raw(length)
  return writer.finish()
}

interface MessageType {
  message: string
  schema: Schema
}

function typeOf(kind: {group: string; version: string; kind: string}): MessageType | undefined {
  const partial = partialMetadataSchema(kind)
  const schema = partial ?? schemaOfKind(kind)
  if (!schema?.name) return undefined
  const message = messageName(schema.name)
  return messageFields(message) ? {message, schema} : undefined
}

function writeMessage(
  writer: WireWriter,
  {message, schema}: MessageType,
  value: JsonObject,
  memory?: ItemMemory,
): void {
  const plans = fieldPlans(message, schema)
  for (let index = plans.length - 1; index >= 0; index--) {
    const plan = plans[index]!
    if (memory && plan.key === 'items') writeItems(writer, plan, value['items'] as JsonObject[], memory)
    else writeField(writer, plan, schema, value)
  }
}

function writeItems(writer: WireWriter, plan: FieldPlan, items: readonly JsonObject[], memory: ItemMemory): void {
  const schema = plan.field?.schema.items
  for (let index = items.length - 1; index >= 0; index--) {
    const item = items[index]!
    let bytes = memory.get(item)
    if (!bytes) {
      const own = new WireWriter()
      writeValue(own, plan, item, schema)
      bytes = Buffer.from(own.finish())
      memory.set(item, bytes)
    }
    writer.raw(bytes)
  }
}

function writeField(writer: WireWriter, plan: FieldPlan, schema: Schema, object: JsonObject): void {
  const {number, type, key, field, repeated} = plan
  if (key === undefined) return writer.nested(number, () => writeMessage(writer, {message: type, schema}, object))
  const value = object[key]
  const inner = field?.schema
  if (repeated === 'list') {
    const items = (value ?? []) as unknown[]
    for (let index = items.length - 1; index >= 0; index--) writeValue(writer, plan, items[index], inner?.items)
    return
  }
  if (repeated === 'map') return writeMap(writer, plan, (value ?? {}) as JsonObject, inner?.items)
  if (value !== undefined && value !== null) return writeValue(writer, plan, value, inner)
  if (field?.pointer || type === 'bytes') return
  plan.zero ??= zeroOf(plan, inner)
  writer.raw(plan.zero)
}

function zeroOf(plan: FieldPlan, schema: Schema | undefined): Uint8Array {
  const writer = new WireWriter()
  writeValue(writer, plan, undefined, schema)
  return Buffer.from(writer.finish())
}

function writeMap(writer: WireWriter, {number, type}: FieldPlan, map: JsonObject, schema: Schema | undefined): void {
  for (const key of Object.keys(map).sort().reverse())
    writer.nested(number, () => {
      writeValue(writer, {number: 2, type}, map[key], schema)
      writer.string(1, key)
    })
}

/** A value of a field; its zero where there is none. */
function writeValue(writer: WireWriter, {number, type}: FieldPlan, value: unknown, schema: Schema | undefined): void {
  switch (type) {
    case 'string':
      return writer.string(number, String(value ?? ''))
    case 'bytes':
      return writer.bytes(number, Buffer.from((value as string | undefined) ?? '', 'base64'))
    case 'bool':
      return writer.integer(number, value ? 1 : 0)
    case 'int32':
    case 'int64':
      return writer.integer(number, typeof value === 'number' ? value : BigInt(String(value ?? 0)))
    case 'double':
      return writer.double(number, Number(value ?? 0))
  }
  const special = specialWriters[type]
  if (special) return writer.nested(number, () => special(writer, value, writeSchemaProps))
  if (!schema) throw new RangeError(`nothing is known of the fields of ${type}`)
  writer.nested(number, () => writeMessage(writer, {message: type, schema}, (value ?? {}) as JsonObject))
}

const schemaProps = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps'

function writeSchemaProps(writer: WireWriter, value: JsonObject): void {
  writeMessage(writer, {message: messageName(schemaProps), schema: schemaOf(schemaProps)}, value)
}
