import {StatusError} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import type {PathHandler} from '../create-api-server.ts'
import type {ApiGroup} from '../discovery/index.ts'
import type {OtherDocuments, OtherSwagger} from '../openapi/index.ts'
import type {RequestInfo} from '../request-info.ts'
import type {ServerRequest, UserInfo} from '../server-request.ts'
import type {RemoteServers} from './remote-servers.ts'

/** An API server behind a Service that runs in this process. */
export interface AggregatedServer {
  /** The Service that APIService objects name: `kube-system/metrics-server`. */
  service: string
  /** What it serves; the same object always. */
  group: ApiGroup
  /** Answers a resource request of its group. Failures are thrown StatusErrors. */
  handle(request: ServerRequest, info: RequestInfo): Promise<ApiResponse>
}

/** Hands requests of a group on to the server that an APIService names for it, in this process or elsewhere. */
export class Aggregator implements PathHandler, OtherDocuments {
  private readonly servers: readonly AggregatedServer[]
  private readonly remote: RemoteServers | undefined
  private served: {remote: readonly ApiGroup[]; all: readonly ApiGroup[]}

  constructor(servers: readonly AggregatedServer[], remote?: RemoteServers) {
    this.servers = servers
    this.remote = remote
    this.served = {remote: [], all: servers.map(({group}) => group)}
  }

  /** The groups, for discovery; the same array while nothing changes. */
  groups(): readonly ApiGroup[] {
    const remote = this.remote?.groups() ?? this.served.remote
    if (this.served.remote !== remote) {
      const local = this.servers.filter(server => this.isNamed(server)).map(({group}) => group)
      this.served = {remote, all: [...local, ...remote]}
    }
    return this.served.all
  }

  /** OpenAPI documents of servers elsewhere: `apis/group/version` and where they are to be had. */
  openApiPaths(): Map<string, string> {
    return this.remote?.openApiPaths() ?? new Map()
  }

  /** OpenAPI v2 documents of servers elsewhere. */
  swaggers(): Promise<readonly OtherSwagger[]> {
    return this.remote?.swaggers() ?? Promise.resolve([])
  }

  handle(request: ServerRequest, info: RequestInfo, user: UserInfo): Promise<ApiResponse | undefined> | undefined {
    if (this.remote && concernsRemote(info)) return this.remote.ready().then(() => this.pass(request, info, user))
    return this.pass(request, info, user)
  }

  private pass(
    request: ServerRequest,
    info: RequestInfo,
    user: UserInfo,
  ): Promise<ApiResponse | undefined> | undefined {
    const elsewhere = this.remoteFor(info)
    if (elsewhere) return elsewhere.handle(request, user)
    return info.resourceRequest ? this.local(request, info) : undefined
  }

  private remoteFor({resourceRequest, group, version, path}: RequestInfo) {
    if (resourceRequest) return this.remote?.find(group, version)
    const [, named, served] = /^(?:\/openapi\/v3)?\/apis\/([^/]+)\/([^/]+)\/?$/.exec(path) ?? []
    return named && served ? this.remote?.find(named, served) : undefined
  }

  /** Whether an APIService says that a server of this process serves its group: without one, or with another's, it is not asked. */
  private isNamed({group: {name, versions}}: AggregatedServer): boolean {
    return this.remote === undefined || versions.some(({version}) => this.remote!.namesLocal(`${version}.${name}`))
  }

  private local(request: ServerRequest, info: RequestInfo): Promise<ApiResponse> | undefined {
    const server = this.servers.find(server => server.group.name === info.group && this.isNamed(server))
    const version = server?.group.versions.find(candidate => candidate.version === info.version)
    if (!server || !version) return undefined
    if (!version.resources.some(({name}) => name === info.resource)) {
      throw new StatusError({
        message: 'the server could not find the requested resource',
        reason: 'NotFound',
        details: {},
        code: 404,
      })
    }
    return server.handle(request, info)
  }
}

/** Kubernetes' own groups are no longer than they are; all else may be somebody else's. */
const concernsRemote = ({resourceRequest, group, path, resource}: RequestInfo): boolean =>
  resourceRequest
    ? group === 'apiregistration.k8s.io' || (group.includes('.') && !ownGroup.test(group))
    : path.startsWith('/apis') || path.startsWith('/openapi') || (path === '/' && resource === '')

const ownGroup =
  /^(admissionregistration|apiextensions|authentication|authorization|certificates|coordination|discovery|events|flowcontrol\.apiserver|networking|node|rbac\.authorization|resource|scheduling|storage)\.k8s\.io$/
