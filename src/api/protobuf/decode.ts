import {type JsonObject, parseApiVersion} from '../object.ts'
import {schemaOfKind} from '../schema/index.ts'
import type {Schema} from '../schema/schema.ts'
import {type MessageField, messageFields} from './messages.ts'
import {wireFields} from './wire.ts'

const magic = Buffer.from('k8s\0')
const envelope = 'apimachinery.pkg.runtime.Unknown'

/** An object in Kubernetes' protobuf (the prefix `k8s\0` and a runtime.Unknown) as it would be in JSON. Throws a RangeError. */
export function decodeProtobuf(bytes: Uint8Array): JsonObject {
  if (!magic.equals(bytes.subarray(0, magic.length)))
    throw new RangeError('provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]')
  const {typeMeta = {}, raw = ''} = message(envelope, bytes.subarray(magic.length)) as {
    typeMeta?: {apiVersion?: string; kind?: string}
    raw?: string
  }
  const {apiVersion = '', kind = ''} = typeMeta
  const schema = schemaOfKind({...parseApiVersion(apiVersion), kind})
  if (!schema?.name) throw new RangeError(`no kind "${kind}" is registered for version "${apiVersion}"`)
  return {kind, apiVersion, ...message(messageName(schema.name), Buffer.from(raw, 'base64'), schema)}
}

const messageName = (schema: string): string => schema.replace(/^io\.k8s\./, '').replaceAll('-', '_')

/** Fields that JSON does not know by their name are embedded structs: their own fields stand in for them. */
function message(name: string, bytes: Uint8Array, schema?: Schema): JsonObject {
  const fields = messageFields(name)
  if (!fields) throw new RangeError(`no message is called ${name}`)
  const out: JsonObject = {}
  for (const {number, value} of wireFields(bytes)) {
    const field = fields.get(number)
    if (!field) continue
    const known = schema?.fields.get(field.name)
    if (schema && !known) {
      if (messageFields(field.type) && value instanceof Uint8Array)
        Object.assign(out, message(field.type, value, schema))
      continue
    }
    const decoded = decodeField(field, value, known?.schema, out[field.name])
    const zero = decoded === '' || decoded === 0 || decoded === false
    if (decoded !== undefined && !(zero && known && !known.pointer && known.omit === 'empty')) out[field.name] = decoded
  }
  return out
}

function decodeField({type}: MessageField, value: bigint | Uint8Array, schema?: Schema, before?: unknown): unknown {
  if (type.startsWith('[]')) {
    const items = scalarList(type.slice(2), value) ?? [decodeValue(type.slice(2), value, schema?.items)]
    return [...((before as unknown[]) ?? []), ...items]
  }
  const [, valueType] = /^map<string,(.*)>$/.exec(type) ?? []
  if (valueType === undefined) return decodeValue(type, value, schema)
  let key = ''
  let item: unknown = zeroOf(valueType)
  for (const entry of wireFields(value as Uint8Array)) {
    if (entry.number === 1) key = text(entry.value)
    else if (entry.number === 2) item = decodeValue(valueType, entry.value, schema?.items)
  }
  return {...(before as JsonObject), [key]: item}
}

/** Numbers may be packed. */
function scalarList(type: string, value: bigint | Uint8Array): number[] | undefined {
  if (typeof value === 'bigint' || !['int32', 'int64'].includes(type)) return undefined
  return [...wireFields(Buffer.concat(packed(value)))].map(field => Number(field.value))
}

/** Puts a tag before each packed number, so that they read as fields. */
function packed(value: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = []
  let start = 0
  for (const [index, byte] of value.entries()) {
    if (byte >= 0x80) continue
    parts.push(Buffer.of(0x08), value.subarray(start, index + 1))
    start = index + 1
  }
  return parts
}

const zeroOf = (type: string): unknown => (type === 'string' || type === 'bytes' ? '' : type === 'bool' ? false : {})

function decodeValue(type: string, value: bigint | Uint8Array, schema?: Schema): unknown {
  switch (type) {
    case 'string':
      return text(value)
    case 'bytes':
      return Buffer.from(value as Uint8Array).toString('base64')
    case 'bool':
      return value !== 0n
    case 'int32':
    case 'int64':
      return Number(value)
    case 'double':
      return Buffer.from(value as Uint8Array).readDoubleLE()
    default:
      return (special[type] ?? ((bytes: Uint8Array) => message(type, bytes, schema)))(value as Uint8Array)
  }
}

const text = (value: bigint | Uint8Array): string => Buffer.from(value as Uint8Array).toString()

/** Messages that are no objects in JSON. */
const special: Record<string, (bytes: Uint8Array) => unknown> = {
  'apimachinery.pkg.apis.meta.v1.Time': bytes => time(bytes, 0),
  'apimachinery.pkg.apis.meta.v1.MicroTime': bytes => time(bytes, 6),
  'apimachinery.pkg.api.resource.Quantity': bytes => text(only(bytes) ?? new Uint8Array()),
  'apimachinery.pkg.apis.meta.v1.FieldsV1': raw,
  'apimachinery.pkg.runtime.RawExtension': raw,
  'apimachinery.pkg.util.intstr.IntOrString': intOrString,
  'apimachinery.pkg.apis.meta.v1.Verbs': strings,
  'api.authentication.v1.ExtraValue': strings,
  'api.authorization.v1.ExtraValue': strings,
  'api.certificates.v1.ExtraValue': strings,
}

const only = (bytes: Uint8Array): bigint | Uint8Array | undefined => [...wireFields(bytes)][0]?.value

function raw(bytes: Uint8Array): unknown {
  const json = only(bytes)
  return json instanceof Uint8Array && json.length > 0 ? JSON.parse(text(json)) : undefined
}

function strings(bytes: Uint8Array): string[] {
  return [...wireFields(bytes)].map(field => text(field.value))
}

function intOrString(bytes: Uint8Array): number | string {
  const values = new Map([...wireFields(bytes)].map(field => [field.number, field.value]))
  return values.get(1) === 1n ? text(values.get(3) ?? new Uint8Array()) : Number(values.get(2) ?? 0n)
}

/** Go's zero time has no bytes, and is null in JSON. */
function time(bytes: Uint8Array, digits: number): string | undefined {
  const values = new Map([...wireFields(bytes)].map(field => [field.number, Number(field.value)]))
  const seconds = values.get(1)
  if (seconds === undefined) return undefined
  const whole = new Date(seconds * 1000).toISOString().slice(0, 19)
  const fraction = digits > 0 ? `.${String(Math.floor((values.get(2) ?? 0) / 1000)).padStart(6, '0')}` : ''
  return `${whole}${fraction}Z`
}
