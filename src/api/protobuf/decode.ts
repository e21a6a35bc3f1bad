import {setKey} from '../json/index.ts'
import {apiVersionOf, type GroupVersionKind, type JsonObject, parseApiVersion} from '../object.ts'
import {schemaOf, schemaOfKind} from '../schema/index.ts'
import type {Schema} from '../schema/schema.ts'
import {type FieldPlan, fieldPlans, messageName} from './field-plans.ts'
import {wireFields} from './wire.ts'

const magic = Buffer.from('k8s\0')

/**
 * An object in Kubernetes' protobuf (the prefix `k8s\0` and a runtime.Unknown) as it would be in JSON. Throws a RangeError. Where a kind is expected,
 * it is the object's own unless that says otherwise, and of kinds that nobody knows nothing but their name is read.
 */
export function decodeProtobuf(bytes: Uint8Array, expected?: GroupVersionKind): JsonObject {
  if (!magic.equals(bytes.subarray(0, magic.length)))
    throw new RangeError('provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]')
  if (bytes.length === magic.length) throw new RangeError('empty body')
  const fields = new Map([...wireFields(bytes.subarray(magic.length))].map(({number, value}) => [number, value]))
  const typeMeta = new Map([...wireFields(bytesOf(fields.get(1)))].map(({number, value}) => [number, text(value)]))
  const apiVersion = typeMeta.get(1) || (expected ? apiVersionOf(expected) : '')
  const kind = typeMeta.get(2) || (expected?.kind ?? '')
  const schema = schemaOfKind({...parseApiVersion(apiVersion), kind})
  if (schema?.name) return {kind, apiVersion, ...message(messageName(schema.name), bytesOf(fields.get(2)), schema)}
  if (expected) return {kind, apiVersion}
  throw new RangeError(`no kind "${kind}" is registered for version "${apiVersion}"`)
}

/** A message's fields; an embedded struct's stand in for it. */
function message(name: string, bytes: Uint8Array, schema: Schema): JsonObject {
  const plans = new Map(fieldPlans(name, schema).map(plan => [plan.number, plan]))
  const out: JsonObject = {}
  for (const {number, value} of wireFields(bytes)) {
    const plan = plans.get(number)
    if (!plan) continue
    const {key, field, type} = plan
    if (key === undefined) {
      if (value instanceof Uint8Array) Object.assign(out, message(type, value, schema))
      continue
    }
    const decoded = decodeField(plan, value, out[key])
    const zero = decoded === '' || decoded === 0 || decoded === false
    if (decoded !== undefined && !(zero && !field?.pointer && field?.omit === 'empty')) setKey(out, key, decoded)
  }
  return out
}

function decodeField({type, repeated, field}: FieldPlan, value: bigint | Uint8Array, before?: unknown): unknown {
  const schema = field?.schema
  if (repeated === 'list') {
    const items = scalarList(type, value) ?? [decodeValue(type, value, schema?.items)]
    return [...((before as unknown[]) ?? []), ...items]
  }
  if (repeated !== 'map') return decodeValue(type, value, schema)
  const map = {...(before as JsonObject)}
  let key = ''
  let item: unknown = zeroOf(type)
  for (const entry of wireFields(value as Uint8Array)) {
    if (entry.number === 1) key = text(entry.value)
    else if (entry.number === 2) item = decodeValue(type, entry.value, schema?.items)
  }
  setKey(map, key, item ?? null)
  return map
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
      return decodeMessage(type, value as Uint8Array, schema)
  }
}

function decodeMessage(type: string, bytes: Uint8Array, schema: Schema | undefined): unknown {
  const read = special[type]
  if (read) return read(bytes)
  if (!schema) throw new RangeError(`nothing is known of the fields of ${type}`)
  return message(type, bytes, schema)
}

const bytesOf = (value: bigint | Uint8Array | undefined): Uint8Array => {
  if (value === undefined) return new Uint8Array()
  if (typeof value === 'bigint') throw new RangeError('a message was expected')
  return value
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
  'apiextensions_apiserver.pkg.apis.apiextensions.v1.JSON': raw,
  'apiextensions_apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray': schemaOrList,
  'apiextensions_apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool': schemaOrBool,
  'apiextensions_apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray': schemaOrStrings,
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

const schemaProps = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps'
const props = (value: bigint | Uint8Array): JsonObject =>
  message(messageName(schemaProps), bytesOf(value), schemaOf(schemaProps))

function schemaOrList(bytes: Uint8Array): unknown {
  const fields = [...wireFields(bytes)]
  const one = fields.find(({number}) => number === 1)
  return one ? props(one.value) : fields.filter(({number}) => number === 2).map(({value}) => props(value))
}

function schemaOrBool(bytes: Uint8Array): unknown {
  const fields = [...wireFields(bytes)]
  const schema = fields.find(({number}) => number === 2)
  return schema ? props(schema.value) : fields.some(({number, value}) => number === 1 && value === 1n)
}

function schemaOrStrings(bytes: Uint8Array): unknown {
  const fields = [...wireFields(bytes)]
  const schema = fields.find(({number}) => number === 1)
  return schema ? props(schema.value) : fields.filter(({number}) => number === 2).map(({value}) => text(value))
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
