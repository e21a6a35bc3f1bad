import {isObject} from '../../../api/json/index.ts'
import type {JsonObject} from '../../../api/object.ts'

/** A schema with its keywords in the order in which kube-openapi writes them: those of JSON schema as its Go type has them, then extensions by name. */
export function inGoOrder(schema: JsonObject): JsonObject {
  const out: JsonObject = {}
  for (const keyword of keywords) if (keyword in schema) out[keyword] = ordered(keyword, schema[keyword])
  const others = Object.keys(schema).filter(name => !known.has(name))
  for (const name of others.sort())
    out[name] = name === 'x-kubernetes-validations' ? schema[name] : byKeys(schema[name])
  return out
}

const keywords = [
  ...[
    'id',
    'description',
    '$ref',
    'type',
    'nullable',
    'format',
    'title',
    'default',
    'maximum',
    'exclusiveMaximum',
    'minimum',
  ],
  ...['exclusiveMinimum', 'maxLength', 'minLength', 'pattern', 'maxItems', 'minItems', 'uniqueItems', 'multipleOf'],
  ...['enum', 'maxProperties', 'minProperties', 'required', 'items', 'allOf', 'oneOf', 'anyOf', 'not', 'properties'],
  ...['additionalProperties', 'discriminator', 'readOnly', 'externalDocs', 'example'],
]
const known = new Set(keywords)

/** Extensions are maps to Go, but for rules, which have a type of their own. */
function byKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(byKeys)
  if (!isObject(value)) return value
  const keys = Object.keys(value).sort()
  return Object.fromEntries(keys.map(key => [key, byKeys((value as JsonObject)[key])]))
}

/** What is a schema, or has some, is put in order as well. */
function ordered(keyword: string, value: unknown): unknown {
  if (['allOf', 'oneOf', 'anyOf'].includes(keyword) && Array.isArray(value)) return value.map(inGoOrderIfSchema)
  if (keyword === 'properties' && isObject(value))
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        .map(name => [name, inGoOrderIfSchema((value as JsonObject)[name])]),
    )
  return ['items', 'not', 'additionalProperties'].includes(keyword) ? inGoOrderIfSchema(value) : value
}

const inGoOrderIfSchema = (value: unknown): unknown => (isObject(value) ? inGoOrder(value as JsonObject) : value)
