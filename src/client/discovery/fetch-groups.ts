import type {Client} from '../client.ts'
import type {ServedGroup, ServedResource} from '../discovery.ts'
import {ask} from './ask.ts'
import {fetchGroupsOneByOne} from './fetch-groups-one-by-one.ts'
import {timeLimit} from './time-limit.ts'

interface AggregatedResource {
  resource: string
  responseKind?: {group: string; version: string; kind: string}
  scope: string
  singularResource?: string
  verbs: string[]
  shortNames?: string[]
  categories?: string[]
  subresources?: {subresource: string; responseKind?: {kind: string}; verbs: string[]}[]
}

interface AggregatedGroups {
  kind: string
  items?: {
    metadata: {name?: string}
    versions?: {version: string; freshness?: string; resources?: AggregatedResource[]}[]
  }[]
}

const aggregated =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json'

/** Asks the server what it serves: two requests where it aggregates discovery, one for every version where it does not. */
export async function fetchGroups(client: Client): Promise<ServedGroup[]> {
  const [core, named] = await Promise.all([fetchList(client, '/api'), fetchList(client, '/apis')])
  if (core.kind !== 'APIGroupDiscoveryList' || named.kind !== 'APIGroupDiscoveryList')
    return fetchGroupsOneByOne(client)
  return [...(core.items ?? []), ...(named.items ?? [])].map(({metadata: {name = ''}, versions = []}) => ({
    name,
    versions: versions.map(({version, freshness, resources = []}) => ({
      version,
      ...(freshness === 'Stale' && {stale: true}),
      resources: resources.filter(({responseKind}) => responseKind?.kind).map(one => served(name, version, one)),
    })),
  }))
}

async function fetchList(client: Client, url: string): Promise<AggregatedGroups> {
  const body = await ask(client, url + timeLimit, {accept: aggregated})
  if (body.type !== 'object') throw new TypeError(`the server answered ${url} without an object`)
  return body.object as unknown as AggregatedGroups
}

function served(group: string, version: string, one: AggregatedResource): ServedResource {
  const kind = one.responseKind?.kind ?? ''
  const {subresources = []} = one
  return {
    group,
    version,
    resource: one.resource,
    singular: one.singularResource ?? '',
    kind,
    namespaced: one.scope === 'Namespaced',
    verbs: one.verbs,
    ...(one.shortNames && {shortNames: one.shortNames}),
    ...(one.categories && {categories: one.categories}),
    ...(subresources.length > 0 && {
      subresources: subresources.map(({subresource, responseKind, verbs}) => ({
        subresource,
        kind: responseKind?.kind ?? '',
        verbs,
      })),
    }),
  }
}
