import {createHash} from 'node:crypto'
import type {JsonObject} from '../../../api/object.ts'
import type {ApiGroup, ApiGroupVersion, ApiResource} from './api-groups.ts'

/** Everything in one answer: an APIGroupDiscoveryList (KEP-3352). */
export const groupDiscoveryList = (groups: readonly ApiGroup[]): JsonObject => ({
  kind: 'APIGroupDiscoveryList',
  apiVersion: 'apidiscovery.k8s.io/v2',
  metadata: {},
  items: groups.map(group => ({
    metadata: {...(group.name && {name: group.name})},
    versions: group.versions.map(served => versionDiscovery(group.name, served)),
  })),
})

/** An entity tag that changes with the document. */
export const entityTag = (document: unknown): string =>
  createHash('sha512').update(JSON.stringify(document)).digest('hex').toUpperCase()

const versionDiscovery = (group: string, {version, resources, freshness = 'Current'}: ApiGroupVersion): JsonObject => ({
  version,
  ...(resources.length > 0 && {resources: resources.map(resource => resourceDiscovery(group, version, resource))}),
  freshness,
})

function resourceDiscovery(group: string, version: string, resource: ApiResource): JsonObject {
  const {name, singular, kind, namespaced, verbs, shortNames, categories, subresources, custom} = resource
  const own = custom ? {group, version} : {group: '', version: ''}
  return {
    resource: name,
    responseKind: {...own, kind},
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs,
    ...(shortNames && {shortNames}),
    ...(categories && {categories}),
    ...(subresources.length > 0 && {
      subresources: subresources.map(part => ({
        subresource: part.name,
        responseKind: {
          group: part.group ?? own.group,
          version: part.version ?? own.version,
          kind: part.kind,
        },
        verbs: part.verbs,
      })),
    }),
  }
}
