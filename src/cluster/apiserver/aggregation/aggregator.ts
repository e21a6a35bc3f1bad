import {StatusError} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import type {PathHandler} from '../create-api-server.ts'
import type {ApiGroup} from '../discovery/index.ts'
import type {RequestInfo} from '../request-info.ts'
import type {ServerRequest} from '../server-request.ts'

/** An API server behind a Service that runs in this process. */
export interface AggregatedServer {
  /** The Service that APIService objects name: `kube-system/metrics-server`. */
  service: string
  /** What it serves; the same object always. */
  group: ApiGroup
  /** Answers a resource request of its group. Failures are thrown StatusErrors. */
  handle(request: ServerRequest, info: RequestInfo): Promise<ApiResponse>
}

/** Hands requests of a group on to the server that an APIService names for it. */
export class Aggregator implements PathHandler {
  private readonly servers: readonly AggregatedServer[]
  private readonly served: readonly ApiGroup[]

  constructor(servers: readonly AggregatedServer[]) {
    this.servers = servers
    this.served = servers.map(({group}) => group)
  }

  /** The groups, for discovery. */
  groups(): readonly ApiGroup[] {
    return this.served
  }

  async handle(request: ServerRequest, info: RequestInfo): Promise<ApiResponse | undefined> {
    if (!info.resourceRequest) return undefined
    const server = this.servers.find(({group}) => group.name === info.group)
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
