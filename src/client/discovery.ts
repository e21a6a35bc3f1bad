import {type GroupVersionKind, groupResourceName} from '../api/object.ts'
import {StatusError} from '../api/status-error.ts'
import type {Client} from './client.ts'
import type {DiscoveryCache} from './discovery/discovery-cache.ts'
import {DiscoveryRefused} from './discovery/discovery-refused.ts'
import {fetchGroups} from './discovery/fetch-groups.ts'
import {findKind, findNamedKind, findResources, type ResourceQuery} from './discovery/find-resource.ts'
import {NoKindMatchError, NoResourceMatchError} from './no-match-error.ts'

/** One resource of one version, as the server says it serves it. */
export interface ServedResource {
  group: string
  version: string
  /** The lower-case plural. */
  resource: string
  /** Empty where the server does not say; it is the kind in small letters then. */
  singular: string
  kind: string
  namespaced: boolean
  verbs: string[]
  shortNames?: string[]
  categories?: string[]
  subresources?: ServedSubresource[]
}

export interface ServedSubresource {
  subresource: string
  kind: string
  verbs: string[]
}

export interface ServedGroup {
  /** '' for the core group. */
  name: string
  /** The preferred one first. */
  versions: {version: string; stale?: boolean; resources: ServedResource[]}[]
}

/** What the server serves, fetched when first asked for and again when a cached answer lacks something. */
export class Discovery {
  private readonly client: Client
  private readonly cache: DiscoveryCache | undefined
  private known: Promise<ServedGroup[]> | undefined
  private fresh = false
  private readonly warn: ((text: string) => void) | undefined

  constructor(client: Client, cache?: DiscoveryCache, warn?: (text: string) => void) {
    this.client = client
    this.cache = cache
    this.warn = warn
  }

  /** Every group with its versions and resources, the core group first. */
  groups(): Promise<ServedGroup[]> {
    this.known ??= this.load()
    return this.known
  }

  /** Forgets what was cached: the next question asks the server. */
  invalidate(): void {
    if (!this.fresh) this.known = undefined
    this.known ??= this.fetch()
  }

  /** The resource that a user's word means (`po`, `deployments.apps`, `Pod`); throws a NoResourceMatchError. */
  async resource(word: string): Promise<ServedResource> {
    const [found] = await this.resources(word)
    if (found) return found
    throw new NoResourceMatchError(queryOf(word).at(-1) as ResourceQuery)
  }

  /** Every resource that the word may mean, the one that it does mean first; empty if there is none. */
  async resources(word: string): Promise<ServedResource[]> {
    return this.matching(queryOf(word))
  }

  /** What a word means where objects of a type are asked for: the resource of that name, else of that kind. */
  async type(word: string): Promise<ServedResource | undefined> {
    const [resource] = await this.resources(word)
    if (resource || !word.includes('.')) return resource
    const groups = await this.groups()
    return queryOf(word).flatMap(query => findNamedKind(groups, query))[0]
  }

  /** The resources that the first of several readings means which means anything. */
  async matching(queries: readonly ResourceQuery[]): Promise<ServedResource[]> {
    const found = await this.find(groups => {
      for (const query of queries) {
        const resources = findResources(groups, query)
        if (resources.length > 0) return resources
      }
      return []
    })
    this.warnOfAmbiguity(queries[0]?.resource ?? '', found)
    return found
  }

  /** The resource of a kind, in the given version or the preferred one; throws a NoKindMatchError. */
  async kind(gvk: GroupVersionKind): Promise<ServedResource> {
    const [found] = await this.find(groups => findKind(groups, gvk))
    if (found) return found
    throw new NoKindMatchError(gvk)
  }

  /** The resources of a category such as `all`, each in its preferred version. */
  async category(name: string): Promise<ServedResource[]> {
    const groups = await this.groups()
    return groups.flatMap(({versions}) => {
      const seen = new Set<string>()
      return versions
        .flatMap(({resources}) => resources)
        .filter(({resource, categories}) => {
          if (!categories?.includes(name) || seen.has(resource)) return false
          seen.add(resource)
          return true
        })
    })
  }

  /** A short name that several resources have means the first of them. */
  private warnOfAmbiguity(word: string, [meant, ...others]: readonly ServedResource[]): void {
    if (!meant?.shortNames?.includes(word)) return
    for (const other of new Set(others.map(groupResourceName)))
      if (other !== groupResourceName(meant))
        this.warn?.(`short name ${JSON.stringify(word)} could also match lower priority resource ${other}`)
  }

  private async find(search: (groups: ServedGroup[]) => ServedResource[]): Promise<ServedResource[]> {
    const found = search(await this.groups())
    if (found.length > 0 || this.fresh) return found
    this.invalidate()
    return search(await this.groups())
  }

  private async load(): Promise<ServedGroup[]> {
    const cached = await this.cache?.read()
    return cached ?? this.fetch()
  }

  private async fetch(): Promise<ServedGroup[]> {
    this.fresh = true
    const groups = await fetchGroups(this.client).catch(error => {
      throw error instanceof StatusError && error.reason === 'Unauthorized' ? new DiscoveryRefused(error.status) : error
    })
    await this.cache?.write(groups)
    return groups
  }
}

/** `pods`, `deployments.apps`, `deployments.v1.apps`: what a word may mean, the likelier reading first. */
function queryOf(word: string): ResourceQuery[] {
  const [resource = '', ...rest] = word.split('.')
  const plain: ResourceQuery = {resource, version: '', group: rest.join('.')}
  if (rest.length < 2) return [plain]
  return [{resource, version: rest[0] ?? '', group: rest.slice(1).join('.')}, plain]
}
