import {isObject} from '../../../api/json/index.ts'
import type {JsonObject} from '../../../api/object.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import {reference} from './operation.ts'
import {schemaName} from './resource-operations.ts'

const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1'

/** The published types of a CustomResourceDefinition's version: the kind and its list. */
export function customSchemas(definition: ResourceDefinition): Record<string, JsonObject> {
  const {group, version, kind} = definition
  const name = schemaName(definition)
  return {
    [name]: objectSchema(definition),
    [`${name}List`]: {
      ...prose(`${kind}List is a list of ${kind}`),
      type: 'object',
      required: ['items'],
      properties: {
        apiVersion: {...apiVersionProse, type: 'string'},
        items: {
          type: 'array',
          items: reference(name),
          ...prose(`List of ${definition.plural}. More info: ${conventions}`),
        },
        kind: {...kindProse, type: 'string'},
        metadata: {
          ...prose(`Standard list metadata. More info: ${conventions}#types-kinds`),
          allOf: [reference(`${meta}.ListMeta`)],
        },
      },
      'x-kubernetes-group-version-kind': [{group, version, kind: `${kind}List`}],
      ...selectable(definition),
    },
  }
}

const conventions = 'https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md'

const prose = (description: string): JsonObject => ({description})

const apiVersionProse = prose(
  `APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values. More info: ${conventions}#resources`,
)

const kindProse = prose(
  `Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: ${conventions}#types-kinds`,
)

const objectMeta: JsonObject = {
  ...prose(`Standard object's metadata. More info: ${conventions}#metadata`),
  allOf: [reference(`${meta}.ObjectMeta`)],
}

function objectSchema(definition: ResourceDefinition): JsonObject {
  const {structural, group, version, kind} = definition
  const source = published((structural?.source ?? {}) as JsonObject)
  const own = {'x-kubernetes-group-version-kind': [{group, version, kind}], ...selectable(definition)}
  return {
    ...source,
    type: 'object',
    properties: {
      ...(source['properties'] as JsonObject | undefined),
      apiVersion: {...apiVersionProse, type: 'string'},
      kind: {...kindProse, type: 'string'},
      metadata: objectMeta,
    },
    ...own,
  }
}

/** A node as clients are to read it: what its extensions mean is spelt out. */
function published(node: JsonObject): JsonObject {
  const out = {...node}
  for (const keyword of ['items', 'additionalProperties'])
    if (isObject(node[keyword])) out[keyword] = published(node[keyword])
  if (isObject(node['properties']))
    out['properties'] = Object.fromEntries(
      Object.entries(node['properties']).map(([name, child]) => [name, isObject(child) ? published(child) : child]),
    )
  if (node['x-kubernetes-int-or-string'] === true && !node['anyOf'] && !node['allOf'])
    out['anyOf'] = [{type: 'integer'}, {type: 'string'}]
  return node['x-kubernetes-embedded-resource'] === true ? embedded(out) : out
}

/** An object within another, whose type's prose begins in lower case. */
function embedded(node: JsonObject): JsonObject {
  const required = Array.isArray(node['required']) ? (node['required'] as string[]) : []
  return {
    ...node,
    required: [...required, ...['kind', 'apiVersion'].filter(name => !required.includes(name))],
    properties: {
      ...(node['properties'] as JsonObject | undefined),
      apiVersion: {
        ...prose(
          `apiVersion defines the versioned schema of this representation of an object. More info: ${conventions}#resources`,
        ),
        type: 'string',
      },
      kind: {
        ...prose(
          `kind is a string value representing the type of this object. In CamelCase. More info: ${conventions}#types-kinds`,
        ),
        type: 'string',
      },
      metadata: objectMeta,
    },
  }
}

function selectable({fieldSelectors = {}}: ResourceDefinition): JsonObject {
  const fields = Object.keys(fieldSelectors).map(fieldPath => ({fieldPath}))
  return fields.length > 0 ? {'x-kubernetes-selectable-fields': fields} : {}
}
