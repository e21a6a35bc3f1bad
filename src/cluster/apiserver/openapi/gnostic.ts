import type {JsonObject} from '../../../api/object.ts'
import {bytes, double, integer, named, none, text, texts, truth} from './wire.ts'
import {yamlNode} from './yaml-node.ts'

/**
 * An OpenAPI v2 document in gnostic's protobuf (openapiv2/OpenAPIv2.proto), which client-go reads: field numbers are that file's.
 */
export function encodeDocument(document: JsonObject): Uint8Array {
  const definitions = entries(document['definitions']).map(([name, schema]) =>
    bytes(1, named(name, encodeSchema(schema))),
  )
  const paths = entries(document['paths']).map(([path, item]) => bytes(2, named(path, pathItem(item))))
  const shared = entries(document['parameters']).map(([name, parameter]) =>
    bytes(1, named(name, encodeParameter(parameter))),
  )
  const security = entries(document['securityDefinitions']).map(([name, item]) =>
    bytes(1, named(name, bytes(2, apiKey(item)))),
  )
  const info = document['info'] as JsonObject
  return Buffer.concat([
    text(1, document['swagger']),
    bytes(2, Buffer.concat([text(1, info['title']), text(2, info['version'])])),
    bytes(8, Buffer.concat(paths)),
    bytes(9, Buffer.concat(definitions)),
    shared.length > 0 ? bytes(10, Buffer.concat(shared)) : none,
    bytes(12, bytes(1, named('BearerToken', Buffer.alloc(0)))),
    bytes(13, Buffer.concat(security)),
  ])
}

const entries = (object: unknown): [string, JsonObject][] =>
  Object.entries((object ?? {}) as Record<string, JsonObject>)

function encodeSchema(schema: JsonObject): Buffer {
  const {items, additionalProperties: values, properties, type} = schema
  const listed = (schema['required'] ?? []) as string[]
  return Buffer.concat([
    text(1, schema['$ref']),
    text(2, schema['format']),
    text(3, schema['title']),
    text(4, schema['description']),
    any(5, schema['default']),
    double(7, schema['maximum']),
    double(9, schema['minimum']),
    integer(11, schema['maxLength']),
    integer(12, schema['minLength']),
    text(13, schema['pattern']),
    integer(14, schema['maxItems']),
    integer(15, schema['minItems']),
    ...listed.map(name => text(19, name)),
    ...((schema['enum'] ?? []) as unknown[]).map(value => any(20, value)),
    typeof values === 'object' && values !== null ? bytes(21, bytes(1, encodeSchema(values as JsonObject))) : none,
    type ? bytes(22, text(1, type)) : none,
    items ? bytes(23, bytes(1, encodeSchema(items as JsonObject))) : none,
    properties
      ? bytes(
          25,
          Buffer.concat(entries(properties).map(([name, property]) => bytes(1, named(name, encodeSchema(property))))),
        )
      : none,
    ...extensions(31, schema),
  ])
}

const methodNumbers: Record<string, number> = {get: 2, put: 3, post: 4, delete: 5, options: 6, head: 7, patch: 8}

const pathItem = (item: JsonObject): Buffer =>
  Buffer.concat([
    ...entries(item)
      .filter(([method]) => methodNumbers[method] !== undefined)
      .map(([method, operation]) => bytes(methodNumbers[method]!, encodeOperation(operation))),
    ...parameters(9, item['parameters']),
  ])

const encodeOperation = (operation: JsonObject): Buffer =>
  Buffer.concat([
    ...texts(1, operation['tags']),
    text(3, operation['description']),
    text(5, operation['operationId']),
    ...texts(6, operation['produces']),
    ...texts(7, operation['consumes']),
    ...parameters(8, operation['parameters']),
    bytes(
      9,
      Buffer.concat(entries(operation['responses']).map(([code, response]) => bytes(1, named(code, answer(response))))),
    ),
    ...texts(10, operation['schemes']),
    ...extensions(13, operation),
  ])

const answer = ({description, schema}: JsonObject): Buffer =>
  bytes(
    1,
    Buffer.concat([text(1, description), schema ? bytes(2, bytes(1, encodeSchema(schema as JsonObject))) : none]),
  )

const parameters = (field: number, list: unknown): Buffer[] =>
  ((list ?? []) as JsonObject[]).map(parameter =>
    bytes(field, parameter['$ref'] ? bytes(2, text(1, parameter['$ref'])) : bytes(1, encodeParameter(parameter))),
  )

function encodeParameter({name, in: place, description, required, schema, type, uniqueItems}: JsonObject): Buffer {
  if (place === 'body')
    return bytes(
      1,
      Buffer.concat([
        text(1, description),
        text(2, name),
        text(3, place),
        truth(4, required),
        bytes(5, encodeSchema(schema as JsonObject)),
      ]),
    )
  const common = [truth(1, required), text(2, place), text(3, description), text(4, name)]
  return place === 'path'
    ? bytes(2, bytes(4, Buffer.concat([...common, text(5, type), truth(19, uniqueItems)])))
    : bytes(2, bytes(3, Buffer.concat([...common, text(6, type), truth(20, uniqueItems)])))
}

const apiKey = ({type, name, in: place, description}: JsonObject): Buffer =>
  Buffer.concat([text(1, type), text(2, name), text(3, place), text(4, description)])

/** Fields that start with `x-`. */
const extensions = (field: number, object: JsonObject): Buffer[] =>
  Object.entries(object)
    .filter(([name]) => name.startsWith('x-'))
    .map(([name, value]) => bytes(field, named(name, text(2, yamlNode(value)))))

const any = (field: number, value: unknown): Buffer =>
  value === undefined ? none : bytes(field, text(2, yamlNode(value)))
