import {isObject} from '../json/index.ts'
import type {JsonObject} from '../object.ts'
import {Recent} from '../recent.ts'
import type {WireWriter} from './wire-writer.ts'

/** Writes the content of a message that is no object in JSON; `undefined` is its zero value. */
export type SpecialWriter = (writer: WireWriter, value: unknown, writeSchema: SchemaWriter) => void
type SchemaWriter = (writer: WireWriter, value: JsonObject) => void

const meta = 'apimachinery.pkg.apis.meta.v1'
const apiextensions = 'apiextensions_apiserver.pkg.apis.apiextensions.v1'

export const specialWriters: Record<string, SpecialWriter> = {
  [`${meta}.Time`]: (writer, value) => time(writer, value, false),
  [`${meta}.MicroTime`]: (writer, value) => time(writer, value, true),
  [`${meta}.FieldsV1`]: fields,
  [`${meta}.Verbs`]: strings,
  'apimachinery.pkg.api.resource.Quantity': (writer, value) => writer.string(1, String(value ?? '0')),
  'apimachinery.pkg.runtime.RawExtension': raw,
  'apimachinery.pkg.util.intstr.IntOrString': intOrString,
  'api.authentication.v1.ExtraValue': strings,
  'api.authorization.v1.ExtraValue': strings,
  'api.certificates.v1.ExtraValue': strings,
  [`${apiextensions}.JSON`]: raw,
  [`${apiextensions}.JSONSchemaPropsOrArray`]: schemaOrArray,
  [`${apiextensions}.JSONSchemaPropsOrBool`]: schemaOrBool,
  [`${apiextensions}.JSONSchemaPropsOrStringArray`]: schemaOrStringArray,
}

/** Go's zero time has no bytes. */
function time(writer: WireWriter, value: unknown, micro: boolean): void {
  if (!value) return
  const text = String(value)
  writer.integer(2, micro ? microseconds(text) * 1000 : 0)
  writer.integer(1, secondsOf(text))
}

function microseconds(text: string): number {
  const [, fraction = ''] = /\.(\d+)/.exec(text) ?? []
  return Number(fraction.slice(0, 6).padEnd(6, '0'))
}

let lastText = ''
let lastSeconds = 0

/** An object's times are mostly the same one. */
function secondsOf(text: string): number {
  if (text !== lastText) {
    lastSeconds = Math.floor(Date.parse(text) / 1000)
    lastText = text
  }
  return lastSeconds
}

/** Of many objects that one template made, the fields that somebody manages are one object: it is written once. */
const rememberedFields = 512
const fieldsText = new Recent<object, Uint8Array>(rememberedFields)

function fields(writer: WireWriter, value: unknown): void {
  if (!isObject(value)) return raw(writer, value)
  let bytes = fieldsText.get(value)
  if (!bytes) {
    bytes = Buffer.from(JSON.stringify(value))
    fieldsText.set(value, bytes)
  }
  writer.bytes(1, bytes)
}

function raw(writer: WireWriter, value: unknown): void {
  if (value !== undefined) writer.bytes(1, Buffer.from(JSON.stringify(value)))
}

function strings(writer: WireWriter, value: unknown): void {
  for (const item of [...((value as string[] | undefined) ?? [])].reverse()) writer.string(1, item)
}

function intOrString(writer: WireWriter, value: unknown): void {
  const text = typeof value === 'string'
  writer.string(3, text ? value : '')
  writer.integer(2, text ? 0 : Number(value ?? 0))
  writer.integer(1, text ? 1 : 0)
}

function schemaOrArray(writer: WireWriter, value: unknown, writeSchema: SchemaWriter): void {
  if (Array.isArray(value)) for (const item of [...value].reverse()) writer.nested(2, () => writeSchema(writer, item))
  else if (isObject(value)) writer.nested(1, () => writeSchema(writer, value))
}

function schemaOrBool(writer: WireWriter, value: unknown, writeSchema: SchemaWriter): void {
  if (isObject(value)) writer.nested(2, () => writeSchema(writer, value))
  writer.integer(1, value ? 1 : 0)
}

function schemaOrStringArray(writer: WireWriter, value: unknown, writeSchema: SchemaWriter): void {
  if (Array.isArray(value)) for (const item of [...value].reverse()) writer.string(2, item as string)
  else if (isObject(value)) writer.nested(1, () => writeSchema(writer, value))
}
