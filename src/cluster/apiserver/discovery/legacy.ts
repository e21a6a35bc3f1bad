import {apiVersionOf, type JsonObject} from '../../../api/object.ts'
import {type ApiGroup, type ApiGroupVersion, type ApiResource, groupVersions} from './api-groups.ts'

/** `/api` */
export const apiVersions = (serverAddress: string): JsonObject => ({
  kind: 'APIVersions',
  versions: ['v1'],
  serverAddressByClientCIDRs: [{clientCIDR: '0.0.0.0/0', serverAddress}],
})

/** `/apis` */
export const apiGroupList = (groups: readonly ApiGroup[]): JsonObject => ({
  kind: 'APIGroupList',
  apiVersion: 'v1',
  groups: groups.map(groupEntry),
})

/** `/apis/GROUP` */
export const apiGroup = (group: ApiGroup): JsonObject => ({kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(group)})

/** `/apis/GROUP/VERSION`, or `/api/v1`, whose list has never said its own version. */
export const apiResourceList = (group: string, {version, resources}: ApiGroupVersion): JsonObject => ({
  kind: 'APIResourceList',
  ...(group && {apiVersion: 'v1'}),
  groupVersion: apiVersionOf({group, version}),
  resources: resources.flatMap(resourceEntries),
})

function groupEntry(group: ApiGroup): JsonObject {
  const versions = groupVersions(group)
  return {name: group.name, versions, preferredVersion: versions[0]}
}

function resourceEntries(resource: ApiResource): JsonObject[] {
  const {name, singular, namespaced, kind, verbs, shortNames, categories, storageVersionHash} = resource
  return [
    {
      name,
      singularName: singular,
      namespaced,
      kind,
      verbs,
      ...(shortNames && {shortNames}),
      ...(categories && {categories}),
      ...(storageVersionHash && {storageVersionHash}),
    },
    ...resource.subresources.map(subresource => ({
      name: `${name}/${subresource.name}`,
      singularName: '',
      namespaced,
      ...(subresource.group && {group: subresource.group}),
      ...(subresource.version && {version: subresource.version}),
      kind: subresource.kind,
      verbs: subresource.verbs,
    })),
  ]
}
