import {createHash} from 'node:crypto'
import {apiVersionOf} from '../../../api/object.ts'
import type {ResourceDefinition, Subresource} from '../../resources/define-resource.ts'
import type {ResourceRegistry} from '../../resources/registry.ts'
import {compareVersions, groupPriority} from './group-order.ts'

/** One group that is served, its versions in the order of preference. */
export interface ApiGroup {
  /** '' for the core group. */
  name: string
  /** Higher ones come first. */
  priority: number
  versions: ApiGroupVersion[]
}

export interface ApiGroupVersion {
  version: string
  resources: ApiResource[]
  /** `Stale` while an aggregated server cannot be reached. */
  freshness?: 'Current' | 'Stale'
}

export interface ApiResource {
  name: string
  singular: string
  kind: string
  namespaced: boolean
  verbs: string[]
  shortNames?: string[]
  categories?: string[]
  storageVersionHash?: string
  /** Kinds of CustomResourceDefinitions say their group and version in aggregated discovery, too. */
  custom?: boolean
  subresources: (Subresource & {name: string})[]
}

/** All groups of the kinds in a registry, the core group included, in the order of discovery. */
export function apiGroups(registry: ResourceRegistry, others: readonly ApiGroup[] = []): ApiGroup[] {
  const groups = new Map<string, Map<string, ApiResource[]>>()
  for (const definition of registry.all()) {
    const versions = groups.get(definition.group) ?? new Map<string, ApiResource[]>()
    groups.set(definition.group, versions)
    const resources = versions.get(definition.version) ?? []
    versions.set(definition.version, resources)
    resources.push(apiResource(definition))
  }
  const own = [...groups].map(([name, versions]) => ({
    name,
    priority: groupPriority(name),
    versions: [...versions]
      .map(([version, resources]) => ({version, resources: resources.sort(byName)}))
      .sort((a, b) => compareVersions(a.version, b.version)),
  }))
  return [...own, ...others].sort((a, b) => b.priority - a.priority || (a.name < b.name ? -1 : 1))
}

function apiResource(definition: ResourceDefinition): ApiResource {
  const {plural, singular, kind, namespaced, shortNames, categories, subresources = {}} = definition
  const custom = !definition.schema
  const hash =
    definition.storageVersionHash ??
    (custom && definition.storage?.unserved !== true ? storageVersionHash(definition) : undefined)
  const parts = Object.entries(subresources).map(([name, subresource]) => ({...subresource, name}))
  return {
    name: plural,
    singular,
    kind,
    namespaced,
    verbs: custom ? customVerbs.filter(verb => definition.verbs.includes(verb)) : definition.verbs,
    ...(shortNames?.length && {shortNames}),
    ...(categories?.length && {categories}),
    ...(hash && {storageVersionHash: hash}),
    ...(custom && {custom}),
    subresources: custom ? parts.sort(statusFirst) : parts.sort(byName),
  }
}

/** The order in which the real server lists them for custom resources. */
const customVerbs = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'] as const

const byName = (a: {name: string}, b: {name: string}): number => (a.name < b.name ? -1 : 1)

const statusFirst = (a: {name: string}, b: {name: string}): number =>
  a.name === 'status' ? -1 : b.name === 'status' ? 1 : 0

function storageVersionHash({group, version, kind, storage}: ResourceDefinition): string {
  const stored = `${group}/${storage?.version ?? version}/${kind}`
  return createHash('sha256').update(stored).digest().subarray(0, 8).toString('base64')
}

/** The group's versions as legacy discovery names them. */
export const groupVersions = ({name, versions}: ApiGroup): {groupVersion: string; version: string}[] =>
  versions.map(({version}) => ({groupVersion: apiVersionOf({group: name, version}), version}))
