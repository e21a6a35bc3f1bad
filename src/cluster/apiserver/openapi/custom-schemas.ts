import type {JsonObject} from '../../../api/object.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import {reference} from './operation.ts'
import {schemaName} from './path-items.ts'

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
        metadata: {allOf: [reference(`${meta}.ListMeta`)]},
      },
      'x-kubernetes-group-version-kind': [{group, version, kind: `${kind}List`}],
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

function objectSchema({structural, group, version, kind}: ResourceDefinition): JsonObject {
  const source = (structural?.source ?? {}) as JsonObject
  const own = 'x-kubernetes-group-version-kind'
  if (!source['properties']) return {...source, type: 'object', [own]: [{group, version, kind}]}
  return {
    ...source,
    type: 'object',
    properties: {
      ...(source['properties'] as JsonObject),
      apiVersion: {...apiVersionProse, type: 'string'},
      kind: {...kindProse, type: 'string'},
      metadata: {allOf: [reference(`${meta}.ObjectMeta`)]},
    },
    [own]: [{group, version, kind}],
  }
}
