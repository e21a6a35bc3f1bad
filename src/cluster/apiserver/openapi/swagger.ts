import type {JsonObject} from '../../../api/object.ts'
import {inGoOrder} from './schema-order.ts'

/** OpenAPI v2 (Swagger) of everything that several v3 documents describe. */
export function swaggerOf(documents: readonly JsonObject[]): JsonObject {
  const paths: JsonObject = {}
  const definitions: JsonObject = {}
  for (const document of documents) {
    const {schemas = {}} = (document['components'] ?? {}) as {schemas?: Record<string, JsonObject>}
    for (const [name, schema] of Object.entries(schemas)) definitions[name] ??= kindDefinition(schema)
    for (const [path, item] of Object.entries((document['paths'] ?? {}) as Record<string, JsonObject>))
      paths[path] ??= pathItem(path, item)
  }
  return {
    swagger: '2.0',
    info: {title: 'Kubernetes', version: '1.34'},
    paths: sorted(paths),
    definitions: sorted(definitions),
    securityDefinitions: {
      BearerToken: {type: 'apiKey', description: 'Bearer Token authentication', name: 'authorization', in: 'header'},
    },
    security: [{BearerToken: []}],
  }
}

const sorted = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)))

const gvk = 'x-kubernetes-group-version-kind'
const open = 'x-kubernetes-preserve-unknown-fields'

/** A custom kind that keeps what it does not know says nothing of its fields: kubectl takes those that are listed for all there are. */
const kindDefinition = (schema: JsonObject): JsonObject =>
  schema[gvk] && schema[open] ? {type: 'object', [gvk]: schema[gvk]} : definitionOf(schema)

const dropped = new Set(['default', 'allOf', 'oneOf', 'anyOf', 'not', 'nullable'])

/** Version 2 knows neither unions nor siblings of a reference: what says more than a type is left out. */
function definitionOf(schema: JsonObject): JsonObject {
  const reference = referenceIn(schema)
  if (reference) return inGoOrder({...keptBeside(schema), $ref: reference})
  const out: JsonObject = {}
  const hidden = untold(schema)
  for (const [key, value] of Object.entries(schema)) {
    if (dropped.has(key) || hidden.has(key)) continue
    if (key === 'properties') out[key] = mapped(value as Record<string, JsonObject>)
    else if ((key === 'items' || key === 'additionalProperties') && typeof value === 'object' && value !== null)
      out[key] = definitionOf(value as JsonObject)
    else out[key] = key === 'x-kubernetes-validations' ? rulesOf(value) : value
  }
  if (schema['oneOf'] && !out['type']) out['type'] = 'string'
  return withoutNullable(out, schema)
}

/** As maps have their keys. */
const rulesOf = (rules: unknown): unknown => (rules as JsonObject[]).map(sorted)

/** What kubectl could not cope with: fields and items of what may be null or hold anything, and then the type as well. */
function untold(schema: JsonObject): Set<string> {
  const {nullable, [open]: anything, type, items} = schema
  const hidden = new Set<string>()
  if (nullable || anything) hidden.add('items').add('properties')
  if (nullable || (anything && type === 'object')) hidden.add('type')
  if (type === 'array' && (!items || hidden.has('items'))) hidden.add('type')
  return hidden
}

/** Fields that may be null are not required, nor is what an embedded object has if its fields are not told. */
function withoutNullable(out: JsonObject, schema: JsonObject): JsonObject {
  const {required, ...rest} = out
  const {properties = {}, additionalProperties} = schema
  if (!Array.isArray(required)) return out
  if ((additionalProperties as JsonObject | undefined)?.['nullable']) return rest
  const fields = out['properties'] ? (properties as Record<string, JsonObject>) : {}
  const told = !(schema['x-kubernetes-embedded-resource'] && schema[open])
  const left = (required as string[]).filter(
    name => !fields[name]?.['nullable'] && (told || (name !== 'apiVersion' && name !== 'kind')),
  )
  return left.length > 0 ? {...out, required: left} : rest
}

/** Of a reference's siblings, prose and Kubernetes' own extensions. */
const keptBeside = (schema: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(schema).filter(
      ([key]) => (key === 'description' && schema[key]) || (key.startsWith('x-') && !dropped.has(key)),
    ),
  )

const mapped = (properties: Record<string, JsonObject>): JsonObject =>
  Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, definitionOf(property)]))

function referenceIn(schema: JsonObject): string | undefined {
  const all = (schema['allOf'] ?? []) as JsonObject[]
  const $ref = schema['$ref'] ?? (all.length === 1 ? all[0]?.['$ref'] : undefined)
  return typeof $ref === 'string' ? $ref.replace('#/components/schemas/', '#/definitions/') : undefined
}

function pathItem(path: string, item: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(item).map(([key, value]) =>
      key === 'parameters'
        ? [key, (value as JsonObject[]).map(parameter)]
        : [key, operation(path, value as JsonObject)],
    ),
  )
}

function operation(path: string, item: JsonObject): JsonObject {
  const {requestBody, parameters, responses, tags, description: doing, operationId, ...extensions} = item
  const isDiscovery = path.endsWith('/')
  const body = requestBody as {content: Record<string, {schema: JsonObject}>; required?: boolean} | undefined
  const answers = responses as Record<string, {description: string; content?: Record<string, {schema: JsonObject}>}>
  const produces = ordered(Object.keys(answers['200']?.content ?? {}), answerTypes)
  const all = [...(body ? [bodyParameter(body)] : []), ...((parameters ?? []) as JsonObject[]).map(parameter)]
  return {
    ...(doing !== undefined && {description: doing}),
    ...(isDiscovery ? producedOnly(path, produces) : {consumes: consumedBy(body, produces)}),
    produces,
    schemes: ['https'],
    tags,
    operationId,
    ...(all.length > 0 && {parameters: all}),
    responses: Object.fromEntries(
      Object.entries(answers).map(([code, {description, content}]) => {
        const schema = Object.values(content ?? {})[0]?.schema
        return [code, {description, ...(schema && {schema: definitionOf(schema)})}]
      }),
    ),
    ...inGoOrder(extensions),
  }
}

/** The order in which kube-apiserver lists media types; version 3 has none. */
const answerTypes = [
  'text/plain',
  'application/json',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
  'application/json;stream=watch',
  'application/vnd.kubernetes.protobuf;stream=watch',
]
const patchTypes = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
]

const ordered = (types: string[], order: string[]): string[] => {
  const place = (type: string): number => (order.includes(type) ? order.indexOf(type) : order.length)
  return [...types].sort((a, b) => place(a) - place(b))
}

/** What comes without a body takes anything; that of custom kinds what it gives. */
const consumedBy = (body: {content: object} | undefined, produces: string[]): string[] =>
  body ? ordered(Object.keys(body.content), patchTypes) : isCustom(produces) ? produces : ['*/*']

const isCustom = (produces: readonly string[]): boolean => produces.join() === 'application/json,application/yaml'

/** Discovery says that it takes what it gives; what is about OpenID says nothing. */
const producedOnly = (path: string, produces: string[]): JsonObject =>
  path.startsWith('/api') ? {consumes: produces} : path.startsWith('/version') ? {consumes: produces} : {}

function bodyParameter({content, required}: {content: Record<string, {schema: JsonObject}>; required?: boolean}) {
  const schema = Object.values(content)[0]?.schema ?? {}
  return {name: 'body', in: 'body', ...(required && {required}), schema: definitionOf(schema)}
}

function parameter({schema, ...rest}: JsonObject): JsonObject {
  const {type, uniqueItems} = (schema ?? {}) as JsonObject
  const {description, ...others} = rest
  return {
    ...(uniqueItems ? {uniqueItems} : {}),
    ...(type ? {type} : {}),
    ...(description ? {description} : {}),
    ...others,
  }
}
