import {parseGoDuration} from '../duration.ts'
import {isObject} from '../json/set-key.ts'
import {escapeName} from './escape-name.ts'
import {parseTimestamp} from './functions/times.ts'
import {type ListKind, withListKind} from './run/list-kinds.ts'
import {CelDuration, CelError, CelObject} from './run/values.ts'

type Json = Record<string, unknown>

/** JSON as CEL values: integers are ints, objects maps. What is inside is converted when it is looked at. */
export function celValue(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value
  if (Array.isArray(value)) return value.map(celValue)
  return isObject(value) ? new PlainObject(value) : (value ?? null)
}

/** JSON as CEL values by its schema: dates, durations and bytes are such, and fields that no schema knows are hidden. */
export function typedValue(schema: Json | undefined, value: unknown, resource = false): unknown {
  if (value === null || value === undefined) return null
  if (!schema || schema['x-kubernetes-int-or-string'] === true) return celValue(value)
  if (Array.isArray(value)) return typedList(schema, value)
  if (typeof value === 'number') return schema['type'] === 'number' ? value : celValue(value)
  if (typeof value === 'string') return typedString(schema['format'], value)
  return isObject(value) ? objectOf(schema, value, resource || isEmbedded(schema)) : value
}

const isEmbedded = (schema: Json): boolean => schema['x-kubernetes-embedded-resource'] === true

function typedList(schema: Json, list: unknown[]): unknown[] {
  const items = isObject(schema['items']) ? schema['items'] : undefined
  const values = list.map(item => typedValue(items, item))
  return withListKind(values, listKind(schema))
}

function listKind(schema: Json): ListKind | undefined {
  const keys = schema['x-kubernetes-list-map-keys']
  switch (schema['x-kubernetes-list-type']) {
    case 'set':
      return {type: 'set'}
    case 'map':
      return Array.isArray(keys)
        ? {type: 'map', keys: keys.map(key => escapeName(String(key)) ?? String(key))}
        : undefined
    default:
      return undefined
  }
}

/** An object as a map whose values are made when they are asked for, once. */
class PlainObject extends CelObject {
  private readonly value: Json
  private readonly made = new Map<string, unknown>()

  constructor(value: Json) {
    super()
    this.value = value
  }

  get size(): number {
    return this.keys().length
  }

  has(key: unknown): boolean {
    return typeof key === 'string' && Object.hasOwn(this.value, key) && this.value[key] !== undefined
  }

  get(key: unknown): unknown {
    if (!this.has(key)) return undefined
    const name = key as string
    if (!this.made.has(name)) this.made.set(name, this.convert(name, this.value[name]))
    return this.made.get(name)
  }

  keys(): string[] {
    return Object.keys(this.value).filter(key => this.value[key] !== undefined)
  }

  protected convert(_key: string, value: unknown): unknown {
    return celValue(value)
  }
}

class ValueMap extends PlainObject {
  private readonly items: Json

  constructor(value: Json, items: Json) {
    super(value)
    this.items = items
  }

  protected override convert(_key: string, value: unknown): unknown {
    return typedValue(this.items, value)
  }
}

const metadataSchema = {
  type: 'object',
  properties: {name: {type: 'string'}, generateName: {type: 'string'}},
}
const resourceFields: Json = {apiVersion: {type: 'string'}, kind: {type: 'string'}, metadata: metadataSchema}

/** An object by its schema: a field that is null is as good as absent. */
class DeclaredObject extends PlainObject {
  private readonly fields: Json
  private readonly names: ReadonlyMap<string, string>

  constructor(value: Json, fields: Json) {
    const names = new Map<string, string>()
    const shown: Json = {}
    for (const [key, item] of Object.entries(value)) {
      const name = escapeName(key)
      if (name === undefined || !Object.hasOwn(fields, key) || item === undefined || item === null) continue
      names.set(name, key)
      shown[name] = item
    }
    super(shown)
    this.fields = fields
    this.names = names
  }

  protected override convert(name: string, value: unknown): unknown {
    const schema = this.fields[this.names.get(name) ?? name]
    return typedValue(isObject(schema) ? schema : undefined, value)
  }
}

function objectOf(schema: Json, value: Json, resource: boolean): CelObject {
  const {properties, additionalProperties} = schema
  if (isObject(additionalProperties) && !resource) return new ValueMap(value, additionalProperties)
  if (!isObject(properties) && !resource) {
    return schema['x-kubernetes-preserve-unknown-fields'] === true
      ? new PlainObject(value)
      : new DeclaredObject(value, {})
  }
  const declared = isObject(properties) ? properties : {}
  return new DeclaredObject(value, resource ? {...declared, ...resourceFields} : declared)
}

function typedString(format: unknown, text: string): unknown {
  switch (format) {
    case 'date-time':
      return parseTimestamp(text) ?? wrong(text)
    case 'date':
      return parseTimestamp(`${text}T00:00:00Z`) ?? wrong(text)
    case 'duration':
      return durationOf(text)
    case 'byte':
      return Buffer.from(text, 'base64')
    default:
      return text
  }
}

function durationOf(text: string): unknown {
  try {
    return new CelDuration(parseGoDuration(text))
  } catch {
    return wrong(text)
  }
}

/** The schema's own check has told what is wrong with the text. */
const wrong = (text: string): CelError => new CelError(`invalid value ${JSON.stringify(text)}`)
