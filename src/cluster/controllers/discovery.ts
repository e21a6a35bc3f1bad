import {apiVersionOf, type GroupVersionResource} from '../../api/object.ts'
import {isNotFound} from '../../api/status-error.ts'
import type {Client} from '../../client/client.ts'

/** A collection that the server offers, in the version it prefers. */
export interface DiscoveredResource extends GroupVersionResource {
  kind: string
  namespaced: boolean
  verbs: string[]
}

interface GroupDiscoveryList {
  items: {
    metadata?: {name?: string}
    versions?: {
      version: string
      resources?: {
        resource: string
        scope: string
        verbs: string[]
        responseKind?: {kind: string}
      }[]
    }[]
  }[]
}

const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json'

/** Every collection of the server, each once, in the order in which the server lists them. */
export async function discover(client: Client): Promise<DiscoveredResource[]> {
  const lists = await Promise.all(['/api', '/apis'].map(url => aggregated(client, url)))
  return lists.flatMap(({items}) => items.flatMap(preferred))
}

/** A collection in this very version; undefined: the server does not offer it. */
export async function findOffered(
  client: Client,
  {group, version, resource}: GroupVersionResource,
): Promise<{namespaced: boolean} | undefined> {
  try {
    const url = `${group ? '/apis' : '/api'}/${apiVersionOf({group, version})}`
    const {body} = await client.send({method: 'GET', url})
    const {resources = []} = (body.type === 'object' ? body.object : {}) as {
      resources?: {name: string; namespaced: boolean}[]
    }
    return resources.find(({name}) => name === resource)
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}

async function aggregated(client: Client, url: string): Promise<GroupDiscoveryList> {
  const {body} = await client.send({method: 'GET', url, headers: {accept}})
  if (body.type !== 'object') throw new TypeError(`the server answered ${url} without an object`)
  return body.object as unknown as GroupDiscoveryList
}

function preferred({metadata, versions = []}: GroupDiscoveryList['items'][number]): DiscoveredResource[] {
  const seen = new Map<string, DiscoveredResource>()
  for (const {version, resources = []} of versions)
    for (const {resource, scope, verbs, responseKind} of resources) {
      if (seen.has(resource)) continue
      const group = metadata?.name ?? ''
      seen.set(resource, {
        group,
        version,
        resource,
        kind: responseKind?.kind ?? '',
        namespaced: scope === 'Namespaced',
        verbs,
      })
    }
  return [...seen.values()]
}
