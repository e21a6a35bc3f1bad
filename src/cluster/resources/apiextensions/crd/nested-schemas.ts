import {isObject} from '../../../../api/json/index.ts'
import {decode, schemaOf} from '../../../../api/schema/index.ts'

type SchemaNode = Record<string, unknown>

/**
 * Reads the schemas of items and of further properties as all others are read, though a list or a boolean could stand in their place: what no schema
 * has is forgotten, and the rest is in the order of the type. Throws a DecodeError.
 */
export function readNestedSchemas(schema: unknown): void {
  if (!isObject(schema)) return
  for (const key of eitherSchema) if (schema[key] !== undefined) schema[key] = read(schema[key])
  for (const key of schemasByName) for (const each of Object.values(asObject(schema[key]))) readNestedSchemas(each)
  for (const key of schemaLists) for (const each of (schema[key] as unknown[] | null) ?? []) readNestedSchemas(each)
  readNestedSchemas(schema['not'])
}

const eitherSchema = ['items', 'additionalProperties', 'additionalItems']
const schemasByName = ['properties', 'patternProperties', 'definitions']
const schemaLists = ['allOf', 'oneOf', 'anyOf']

function read(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(read)
  if (!isObject(value)) return value
  const {object} = decode(schemaOf('io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps'), value)
  readNestedSchemas(object)
  return object
}

const asObject = (value: unknown): SchemaNode => (isObject(value) ? value : {})
