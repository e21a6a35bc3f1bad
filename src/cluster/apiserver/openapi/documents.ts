import {apiVersionOf, type JsonObject} from '../../../api/object.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import type {ResourceRegistry} from '../../resources/registry.ts'
import {components} from './components.ts'
import {customSchemas} from './custom-schemas.ts'
import type {Descriptions} from './descriptions.ts'
import {capitalized, groupTag, typeNames} from './operation.ts'
import {withProse} from './operation-prose.ts'
import {type PathItems, pathItems, resourcesItem, rootItem} from './path-items.ts'

/** Makes one OpenAPI v3 document, by its key: `api/v1`, `apis/apps`, `version`. */
export interface DocumentMaker {
  make(descriptions: Descriptions): JsonObject
  /** Nothing of it comes from custom resources: every cluster of this build has the same. */
  builtIn: boolean
}

/** All documents that a registry of kinds yields, not yet made. */
export function documentMakers(registry: ResourceRegistry): Map<string, DocumentMaker> {
  const makers = new Map<string, DocumentMaker>()
  const put = (key: string, paths: PathItems) =>
    makers.set(key, {make: descriptions => builtInDocument(paths, descriptions), builtIn: true})
  put(
    '.well-known/openid-configuration',
    textItem(
      '/.well-known/openid-configuration/',
      'WellKnown',
      'getServiceAccountIssuerOpenIDConfiguration',
      'application/json',
    ),
  )
  put(
    'openid/v1/jwks',
    textItem('/openid/v1/jwks/', 'openid', 'getServiceAccountIssuerOpenIDKeyset', 'application/jwk-set+json'),
  )
  put('version', versionItem)
  put('api', rootItem('/api/', 'core', 'getCoreAPIVersions', typeNames.versions))
  put('apis', rootItem('/apis/', 'apis', 'getAPIVersions', typeNames.groupList))
  for (const [apiVersion, definitions] of byGroupVersion(registry)) {
    const {group} = definitions[0]!
    if (definitions.every(({schema}) => schema === '')) {
      makers.set(`apis/${apiVersion}`, {
        make: descriptions => customDocument(definitions, descriptions),
        builtIn: false,
      })
      continue
    }
    if (group)
      put(
        `apis/${group}`,
        rootItem(`/apis/${group}/`, groupTag(group), `get${capitalized(groupTag(group))}APIGroup`, typeNames.group),
      )
    makers.set(`${group ? 'apis' : 'api'}/${apiVersion}`, {
      make: descriptions => groupVersionDocument(definitions, descriptions),
      builtIn: definitions.every(({schema}) => schema !== ''),
    })
  }
  return new Map([...makers].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function byGroupVersion(registry: ResourceRegistry): Map<string, ResourceDefinition[]> {
  const groups = new Map<string, ResourceDefinition[]>()
  for (const definition of registry.all()) {
    const key = apiVersionOf(definition)
    const known = groups.get(key)
    if (known) known.push(definition)
    else groups.set(key, [definition])
  }
  return groups
}

function groupVersionDocument(definitions: ResourceDefinition[], descriptions: Descriptions): JsonObject {
  const [{group, version}] = definitions as [ResourceDefinition]
  const paths = Object.assign({}, resourcesItem({group, version}), ...definitions.map(pathItems)) as PathItems
  const custom = Object.assign({}, ...definitions.filter(({schema}) => !schema).map(customSchemas))
  return builtInDocument(paths, descriptions, custom)
}

const builtInDocument = (
  paths: PathItems,
  descriptions: Descriptions,
  custom: Record<string, JsonObject> = {},
): JsonObject => ({
  openapi: '3.0.0',
  info: {title: 'Kubernetes', version: '1.34'},
  paths: sortedItems(withProse(paths, descriptions)),
  components: {
    ...schemasOf(paths, descriptions, custom),
    securitySchemes: {
      BearerToken: {type: 'apiKey', description: 'Bearer Token authentication', name: 'authorization', in: 'header'},
    },
  },
})

function schemasOf(paths: PathItems, descriptions: Descriptions, custom: Record<string, JsonObject>): JsonObject {
  const schemas = components(paths, descriptions, custom)
  return Object.keys(schemas).length > 0 ? {schemas} : {}
}

function customDocument(definitions: ResourceDefinition[], descriptions: Descriptions): JsonObject {
  const paths = Object.assign({}, ...definitions.map(pathItems)) as PathItems
  const schemas = Object.assign({}, ...definitions.map(customSchemas)) as Record<string, JsonObject>
  return {
    openapi: '3.0.0',
    info: {title: 'Kubernetes CRD Swagger', version: 'v0.1.0'},
    paths: sortedItems(withProse(paths, descriptions, {custom: true})),
    components: {schemas: withoutForeignOptions(components(paths, descriptions, schemas))},
  }
}

/** Groups whose delete options the server of custom resources does not know. */
const foreignGroups = new Set([
  'admission.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'imagepolicy.k8s.io',
])

function withoutForeignOptions(schemas: Record<string, JsonObject>): Record<string, JsonObject> {
  const name = 'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions'
  const options = schemas[name]
  if (!options) return schemas
  const extension = 'x-kubernetes-group-version-kind'
  const kinds = (options[extension] as {group: string}[]).filter(({group}) => !foreignGroups.has(group))
  return {...schemas, [name]: {...options, [extension]: kinds}}
}

const sortedItems = (items: PathItems): PathItems =>
  Object.fromEntries(Object.entries(items).sort(([a], [b]) => (a < b ? -1 : 1)))

const textItem = (path: string, tag: string, operationId: string, type: string): PathItems => ({
  [path]: {
    get: {
      tags: [tag],
      operationId,
      responses: {
        200: {description: 'OK', content: {[type]: {schema: {type: 'string'}}}},
        401: {description: 'Unauthorized'},
      },
    },
  },
})

const versionItem: PathItems = {
  '/version/': {
    get: {
      tags: ['version'],
      operationId: 'getCodeVersion',
      responses: {
        200: {
          description: 'OK',
          content: {
            'application/json': {schema: {$ref: '#/components/schemas/io.k8s.apimachinery.pkg.version.Info'}},
          },
        },
        401: {description: 'Unauthorized'},
      },
    },
  },
}
