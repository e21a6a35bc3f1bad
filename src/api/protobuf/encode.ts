import {type JsonObject, parseApiVersion} from '../object.ts'
import {schemaOfKind} from '../schema/index.ts'
import type {Schema} from '../schema/schema.ts'
import {messageName} from './field-plans.ts'
import {messageWriter} from './message-writer.ts'
import {messageFields} from './messages.ts'
import {partialMetadataSchema} from './partial-metadata.ts'
import {WireWriter} from './wire-writer.ts'
import {type ItemMemory, writeList} from './write-list.ts'

const magic = Buffer.from('k8s\0')

/** Whether objects of a kind can be written in protobuf: those of CustomResourceDefinitions cannot. */
export const hasMessage = (kind: {group: string; version: string; kind: string}): boolean => typeOf(kind) !== undefined

/** A built-in object in Kubernetes' protobuf: the prefix `k8s\0` and a runtime.Unknown. Throws a RangeError for other kinds. */
export function encodeProtobuf(object: JsonObject): Uint8Array {
  shared.clear()
  for (const _ of writeObject(shared, object));
  return Buffer.from(shared.finish())
}

/** Writes whatever is written at once. */
const shared = new WireWriter()

/**
 * The same in pieces, each to be read before the next is asked for, and in turns with whatever else this process has to do. With a memory, a list's items are encoded
 * once, for this list and later ones.
 */
export async function encodeProtobufPieces(object: JsonObject, memory?: ItemMemory): Promise<Iterable<Uint8Array>> {
  const writer = new WireWriter()
  for (const _ of writeObject(writer, object, memory)) await new Promise(resolve => setImmediate(resolve))
  return writer.takePieces()
}

function* writeObject(writer: WireWriter, object: JsonObject, memory?: ItemMemory): Generator<undefined> {
  const {apiVersion = '', kind = ''} = object as {apiVersion?: string; kind?: string}
  // The discovery of the legacy API has a kind and no version.
  const type = typeOf({...parseApiVersion(apiVersion || 'v1'), kind})
  if (!type) throw new RangeError(`no kind "${kind}" is registered for version "${apiVersion}"`)
  writer.string(4, '')
  writer.string(3, '')
  const before = writer.length
  if (Array.isArray(object['items'])) yield* writeList(writer, object, {...type, ...(memory && {memory})})
  else messageWriter(type.message, type.schema)(writer, object)
  writer.close(2, before)
  writer.nested(1, () => {
    writer.string(2, kind)
    writer.string(1, apiVersion)
  })
  writer.raw(magic)
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
