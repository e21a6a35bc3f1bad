/**
 * Which groups, versions and resources there are, legacy and aggregated. Derived from the registry of kinds; it reads no objects.
 */
import type {JsonObject} from '../../../api/object.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import type {ResourceRegistry} from '../../resources/registry.ts'
import {type MediaType, parseAccept} from '../encoding/media-type.ts'
import {headerOf, negotiate, noKinds} from '../encoding/negotiate.ts'
import type {ServerRequest} from '../server-request.ts'
import {entityTag, groupDiscoveryList} from './aggregated.ts'
import {type ApiGroup, apiGroups} from './api-groups.ts'
import {apiGroup, apiGroupList, apiResourceList, apiVersions} from './legacy.ts'

export type {ApiGroup, ApiGroupVersion, ApiResource} from './api-groups.ts'

export interface DiscoveryOptions {
  registry: ResourceRegistry
  /** Groups that aggregated API servers serve. */
  others?: (() => readonly ApiGroup[]) | undefined
  /** `host:port` by which clients reach the server. */
  serverAddress(): string
}

const none: readonly ApiGroup[] = []

/** Answers `/api`, `/apis` and what lies directly under them. */
export class Discovery {
  private readonly options: DiscoveryOptions
  private known?: {generation: number; others: readonly ApiGroup[]; groups: ApiGroup[]}

  constructor(options: DiscoveryOptions) {
    this.options = options
  }

  /** All groups, the core group included. */
  groups(): readonly ApiGroup[] {
    const {generation} = this.options.registry
    const others = this.options.others?.() ?? none
    if (this.known?.generation !== generation || this.known.others !== others)
      this.known = {generation, others, groups: apiGroups(this.options.registry, others)}
    return this.known.groups
  }

  /** Undefined where the path is none of discovery's or names what is not there. */
  answer(path: string, request: ServerRequest): ApiResponse | undefined {
    if (path.startsWith('//') || path.startsWith('/apis//')) return undefined
    const parts = path.split('/').filter(Boolean)
    const [root, group, version] = parts
    if (root === 'api') {
      if (parts.length === 1)
        return this.root([''])(request) ?? plain(apiVersions(this.options.serverAddress()), request, true)
      return parts.length === 2 ? this.versionOf('', group!, request) : undefined
    }
    if (root !== 'apis' || parts.length > 3) return undefined
    const named = this.groups().filter(({name}) => name !== '')
    if (group === undefined)
      return this.root(named.map(({name}) => name))(request) ?? plain(apiGroupList(named), request)
    const found = named.find(({name}) => name === group)
    if (!found) return undefined
    return version === undefined ? plain(apiGroup(found), request) : this.versionOf(group, version, request)
  }

  private versionOf(group: string, version: string, request: ServerRequest): ApiResponse | undefined {
    const found = this.groups().find(({name}) => name === group)
    const served = found?.versions.find(candidate => candidate.version === version)
    return served && plain(apiResourceList(group, served), request, true)
  }

  /** The aggregated document of some groups, if that is what the client would rather have. */
  private root(names: string[]): (request: ServerRequest) => ApiResponse | undefined {
    return request => {
      const form = wantsAggregated(request)
      if (!form) return undefined
      const document = groupDiscoveryList(this.groups().filter(({name}) => names.includes(name)))
      const tag = `"${entityTag(document)}"`
      const headers = {
        'content-type': `${form};g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList`,
        'cache-control': 'public',
        etag: tag,
        vary: 'Accept',
      }
      if (headerOf(request, 'if-none-match') === tag) return {status: 304, headers, body: {type: 'text', text: ''}}
      return {status: 200, headers, body: {type: 'object', object: document}}
    }
  }
}

/** A document in the form that is asked for; `routed` where Kubernetes' router leads to it. Throws a 406. */
const plain = (object: JsonObject, request: ServerRequest, routed = false): ApiResponse => ({
  status: 200,
  headers: {'content-type': negotiate(request, {protobuf: true, kinds: noKinds, routed}).mediaType},
  body: {type: 'object', object},
})

/** The form of the aggregated document where one is asked for at all: whatever else would be liked better does not count. */
function wantsAggregated(request: ServerRequest): string | undefined {
  const accept = headerOf(request, 'accept')
  if (!accept.includes('apidiscovery.k8s.io')) return undefined
  const found = parseAccept(accept).find(clause => formats.has(clause.type) && isAggregated(clause))
  return found && (found.type === 'application/yaml' ? 'application/yaml' : 'application/json')
}

const formats = new Set(['application/json', 'application/yaml', 'application/*', '*/*'])

const isAggregated = ({parameters: {g, v, as}}: MediaType): boolean =>
  g === 'apidiscovery.k8s.io' && v === 'v2' && as === 'APIGroupDiscoveryList'
