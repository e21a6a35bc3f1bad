import {isObject} from '../../json/set-key.ts'
import {escapeName} from '../escape-name.ts'
import {
  boolType,
  bytesType,
  doubleType,
  durationType,
  dynType,
  intType,
  listType,
  mapType,
  stringType,
  structType,
  type Type,
  timestampType,
} from './type.ts'

/** What a schema says of a value, for type checking and for guessing costs. */
export interface Declaration {
  type: Type
  /** The least bytes of it in JSON. */
  least: number
  /** The most characters, items or entries of it. */
  most: number
  items?: Declaration
  keys?: Declaration
  fields?: ReadonlyMap<string, Declaration>
  /** Of a map: its values where they are selected by name. */
  anyField?: Declaration
}

type Json = Record<string, unknown>

/** The most bytes of a request. */
export const longestRequest = 3 * 1024 * 1024

const scalar = (type: Type, least: number, most = 0): Declaration => ({type, least, most})

const anyString: Declaration = scalar(stringType, 2, 0)

/** Declares the type of a JSON schema's values; undefined of those that expressions cannot see. `resource`: they have apiVersion, kind and metadata. */
export function declare(schema: Json, {resource = false, name = 'selfType'} = {}): Declaration | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) return scalar(dynType, 1, length(schema) ?? longestRequest - 2)
  switch (schema['type']) {
    case 'array':
      return declareList(schema, name)
    case 'object':
      return declareObject(schema, resource, name)
    case 'string':
      return declareString(schema)
    case 'boolean':
      return scalar(boolType, 4)
    case 'number':
      return scalar(doubleType, 1)
    case 'integer':
      return scalar(intType, 1)
    default:
      return resource ? declareObject({...schema, type: 'object'}, resource, name) : undefined
  }
}

const embedded = (schema: Json): boolean => schema['x-kubernetes-embedded-resource'] === true

function declareList(schema: Json, name: string): Declaration | undefined {
  const {items} = schema
  if (!isObject(items)) return undefined
  const item = declare(items, {resource: embedded(items), name: `${name}.@idx`})
  if (!item) return undefined
  const most = limit(schema['maxItems']) ?? Math.floor((longestRequest - 2) / (item.least + 1))
  return {type: listType(item.type), least: 2, most, items: item}
}

function declareObject(schema: Json, resource: boolean, name: string): Declaration | undefined {
  const {additionalProperties, properties, required} = schema
  if (isObject(additionalProperties) && !resource) {
    const item = declare(additionalProperties, {resource: embedded(additionalProperties), name: `${name}.@elem`})
    if (!item) return undefined
    const most = limit(schema['maxProperties']) ?? Math.floor((longestRequest - 2) / (item.least + 6))
    return {type: mapType(stringType, item.type), least: 2, most, items: item, keys: anyString}
  }
  const needed = new Set(Array.isArray(required) ? required : [])
  const fields = new Map<string, Declaration>()
  let least = 2
  for (const [key, property] of Object.entries(withMetadata(properties, resource))) {
    if (!isObject(property)) continue
    const escaped = escapeName(key)
    const field = declare(property, {resource: embedded(property), name: `${name}.${escaped ?? key}`})
    if (!field) continue
    if (escaped !== undefined) fields.set(escaped, field)
    if (needed.has(key) && property['default'] === undefined) least += Buffer.byteLength(key) + field.least + 4
  }
  const type = structType(name, new Map([...fields].map(([key, field]) => [key, field.type])))
  return {type, least, most: 0, fields}
}

const text = {type: 'string'}
const metadata = {type: 'object', properties: {name: text, generateName: text}}

const withMetadata = (properties: unknown, resource: boolean): Json => ({
  ...(isObject(properties) ? properties : {}),
  ...(resource && {kind: text, apiVersion: text, metadata}),
})

function declareString(schema: Json): Declaration {
  switch (schema['format']) {
    case 'byte':
      return scalar(bytesType, 2, limit(schema['maxLength']) ?? longestRequest - 2)
    case 'duration':
      return scalar(durationType, 3, 32)
    case 'date':
      return scalar(timestampType, 12, 12)
    case 'date-time':
      return scalar(timestampType, 21, 32)
  }
  const {enum: choices} = schema
  const longest =
    Array.isArray(choices) && choices.length > 0
      ? Math.max(0, ...choices.map(choice => (typeof choice === 'string' ? Buffer.byteLength(choice) : 0)))
      : longestRequest - 2
  return scalar(stringType, 2, length(schema) ?? longest)
}

/** A character may take four bytes. */
const length = (schema: Json): number | undefined => {
  const most = limit(schema['maxLength'])
  return most === undefined ? undefined : most * 4
}

const limit = (value: unknown): number | undefined => (typeof value === 'number' ? Math.max(value, 0) : undefined)
