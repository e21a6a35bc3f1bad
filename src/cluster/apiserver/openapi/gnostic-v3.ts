import {isObject} from '../../../api/json/index.ts'
import type {JsonObject} from '../../../api/object.ts'
import {bytes, double, integer, named, none, number, text, texts, truth} from './wire.ts'
import {yamlNode} from './yaml-node.ts'

/**
 * An OpenAPI v3 document in gnostic's protobuf (openapiv3/OpenAPIv3.proto): field numbers are that file's, and what the document's own order is stays.
 */
export function encodeDocument(document: JsonObject): Uint8Array {
  const {openapi, info, paths, components} = document as Record<string, JsonObject>
  return Buffer.concat([
    text(1, openapi),
    bytes(2, Buffer.concat([text(1, info!['title']), text(2, info!['description']), text(6, info!['version'])])),
    bytes(4, namedItems(1, paths, pathItem)),
    components ? bytes(5, encodeComponents(components)) : none,
  ])
}

const encodeComponents = ({schemas, securitySchemes}: JsonObject): Buffer =>
  Buffer.concat([
    schemas ? bytes(1, namedItems(1, schemas, schemaOrReference)) : none,
    securitySchemes
      ? bytes(
          7,
          namedItems(1, securitySchemes, scheme => bytes(1, securityScheme(scheme))),
        )
      : none,
  ])

const securityScheme = (scheme: JsonObject): Buffer =>
  Buffer.concat([
    text(1, scheme['type']),
    text(2, scheme['description']),
    text(3, scheme['name']),
    text(4, scheme['in']),
    text(5, scheme['scheme']),
    text(6, scheme['bearerFormat']),
  ])

const methodNumbers: Record<string, number> = {
  get: 4,
  put: 5,
  post: 6,
  delete: 7,
  options: 8,
  head: 9,
  patch: 10,
  trace: 11,
}

const pathItem = (item: JsonObject): Buffer =>
  Buffer.concat([
    text(1, item['$ref']),
    text(2, item['summary']),
    text(3, item['description']),
    ...Object.entries(methodNumbers).map(([method, field]) =>
      item[method] ? bytes(field, operation(item[method] as JsonObject)) : none,
    ),
    ...parameters(13, item['parameters']),
    ...extensions(14, item),
  ])

const operation = (item: JsonObject): Buffer =>
  Buffer.concat([
    ...texts(1, item['tags']),
    text(2, item['summary']),
    text(3, item['description']),
    text(5, item['operationId']),
    ...parameters(6, item['parameters']),
    item['requestBody'] ? bytes(7, orReference(item['requestBody'] as JsonObject, requestBody)) : none,
    item['responses'] ? bytes(8, responses(item['responses'] as JsonObject)) : none,
    truth(10, item['deprecated']),
    ...extensions(13, item),
  ])

const requestBody = (body: JsonObject): Buffer =>
  Buffer.concat([text(1, body['description']), mediaTypes(2, body['content']), truth(3, body['required'])])

const responses = ({default: other, ...coded}: JsonObject): Buffer =>
  Buffer.concat([
    other ? bytes(1, orReference(other as JsonObject, response)) : none,
    namedItems(2, coded, answer => orReference(answer, response)),
  ])

const response = (answer: JsonObject): Buffer =>
  Buffer.concat([text(1, answer['description']), mediaTypes(3, answer['content'])])

const mediaTypes = (field: number, content: unknown): Buffer =>
  content
    ? bytes(
        field,
        namedItems(1, content, ({schema}) => (schema ? bytes(1, schemaOrReference(schema as JsonObject)) : none)),
      )
    : none

const parameters = (field: number, list: unknown): Buffer[] =>
  ((list ?? []) as JsonObject[]).map(item => bytes(field, orReference(item, parameter)))

const parameter = (item: JsonObject): Buffer =>
  Buffer.concat([
    text(1, item['name']),
    text(2, item['in']),
    text(3, item['description']),
    truth(4, item['required']),
    truth(5, item['deprecated']),
    truth(6, item['allowEmptyValue']),
    text(7, item['style']),
    truth(8, item['explode']),
    truth(9, item['allowReserved']),
    item['schema'] ? bytes(10, schemaOrReference(item['schema'] as JsonObject)) : none,
    mediaTypes(13, item['content']),
    ...extensions(14, item),
  ])

const schemaOrReference = (schema: JsonObject): Buffer => orReference(schema, encodeSchema)

/** Of either, the thing itself is field 1 and a reference to it field 2. */
const orReference = (item: JsonObject, encode: (item: JsonObject) => Buffer): Buffer =>
  typeof item['$ref'] === 'string'
    ? bytes(2, Buffer.concat([text(1, item['$ref']), text(2, item['summary']), text(3, item['description'])]))
    : bytes(1, encode(item))

const encodeSchema = (schema: JsonObject): Buffer =>
  Buffer.concat([
    truth(1, schema['nullable']),
    truth(3, schema['readOnly']),
    truth(4, schema['writeOnly']),
    'example' in schema ? bytes(7, yaml(schema['example'])) : none,
    truth(8, schema['deprecated']),
    text(9, schema['title']),
    double(10, schema['multipleOf']),
    double(11, schema['maximum']),
    truth(12, schema['exclusiveMaximum']),
    double(13, schema['minimum']),
    truth(14, schema['exclusiveMinimum']),
    integer(15, schema['maxLength']),
    integer(16, schema['minLength']),
    text(17, schema['pattern']),
    integer(18, schema['maxItems']),
    integer(19, schema['minItems']),
    truth(20, schema['uniqueItems']),
    integer(21, schema['maxProperties']),
    integer(22, schema['minProperties']),
    ...texts(23, schema['required']),
    ...((schema['enum'] ?? []) as unknown[]).map(value => bytes(24, yaml(value))),
    text(25, schema['type']),
    ...schemas(26, schema['allOf']),
    ...schemas(27, schema['oneOf']),
    ...schemas(28, schema['anyOf']),
    isObject(schema['not']) ? bytes(29, encodeSchema(schema['not'] as JsonObject)) : none,
    isObject(schema['items']) ? bytes(30, bytes(1, schemaOrReference(schema['items'] as JsonObject))) : none,
    schema['properties'] ? bytes(31, namedItems(1, schema['properties'], schemaOrReference)) : none,
    additionalProperties(schema['additionalProperties']),
    'default' in schema ? bytes(33, defaultValue(schema['default'])) : none,
    text(34, schema['description']),
    text(35, schema['format']),
    ...extensions(36, schema),
  ])

const schemas = (field: number, list: unknown): Buffer[] =>
  ((list ?? []) as JsonObject[]).map(schema => bytes(field, schemaOrReference(schema)))

function additionalProperties(value: unknown): Buffer {
  if (typeof value === 'boolean') return bytes(32, Buffer.of(0x10, value ? 1 : 0))
  return isObject(value) ? bytes(32, bytes(1, schemaOrReference(value as JsonObject))) : none
}

/** A choice: what is chosen is written even if it is zero. Of a structure, gnostic only tells that there is one. */
function defaultValue(value: unknown): Buffer {
  if (typeof value === 'number') return number(1, value)
  if (typeof value === 'boolean') return Buffer.of(0x10, value ? 1 : 0)
  return typeof value === 'string' ? bytes(3, Buffer.from(value)) : none
}

/** Fields that start with `x-`. */
const extensions = (field: number, object: JsonObject): Buffer[] =>
  Object.entries(object)
    .filter(([name]) => name.startsWith('x-'))
    .map(([name, value]) => bytes(field, named(name, yaml(value))))

const yaml = (value: unknown): Buffer => text(2, yamlNode(value))

/** Entries of a map, which gnostic has as a list of names and values. */
const namedItems = (field: number, items: unknown, encode: (item: JsonObject) => Buffer): Buffer =>
  Buffer.concat(
    Object.entries((items ?? {}) as Record<string, JsonObject>).map(([name, item]) =>
      bytes(field, named(name, encode(item))),
    ),
  )
