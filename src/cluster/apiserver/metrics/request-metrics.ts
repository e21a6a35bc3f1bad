import type {ApiResponse} from '../../../client/transport.ts'
import {requestInfo} from '../request-info.ts'
import type {ServerRequest} from '../server-request.ts'
import type {ApiHandler} from '../transports/api-handler.ts'

type Labels = Record<string, string>

/** Upper bounds of kube-apiserver's latency buckets; seconds. */
export const durationBuckets = [
  0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60,
]

export interface Histogram {
  labels: Labels
  count: number
  sum: number
  /** How many fell under each bound. */
  buckets: number[]
}

/** Counts the requests that pass through it. Cheap enough to be always there; the text is made when somebody asks. */
export class RequestMetrics {
  readonly totals = new Map<string, {labels: Labels; count: number}>()
  readonly durations = new Map<string, Histogram>()
  readonly inflight = {mutating: 0, readOnly: 0}
  private readonly milliseconds: () => number

  /** A steady time, in milliseconds. */
  constructor(milliseconds: () => number = () => performance.now()) {
    this.milliseconds = milliseconds
  }

  /** The same API server, counted. */
  counting(handler: ApiHandler): ApiHandler {
    return {handle: request => this.count(handler, request)}
  }

  private async count(handler: ApiHandler, request: ServerRequest): Promise<ApiResponse> {
    const start = this.milliseconds()
    const kind = ['GET', 'HEAD', 'OPTIONS'].includes(request.method) ? 'readOnly' : 'mutating'
    this.inflight[kind] += 1
    try {
      const response = await handler.handle(request)
      this.record(labelsOf(request), response.status, (this.milliseconds() - start) / 1000)
      return response
    } finally {
      this.inflight[kind] -= 1
    }
  }

  private record(labels: Labels, status: number, seconds: number): void {
    const name = Object.values(labels).join('|')
    const key = `${name}|${status}`
    const total = this.totals.get(key)
    if (total) total.count += 1
    else this.totals.set(key, {labels: {...labels, code: String(status)}, count: 1})
    if (labels['verb'] === 'WATCH' || labels['verb'] === 'CONNECT') return
    let histogram = this.durations.get(name)
    if (!histogram) {
      histogram = {labels, count: 0, sum: 0, buckets: durationBuckets.map(() => 0)}
      this.durations.set(name, histogram)
    }
    histogram.count += 1
    histogram.sum += seconds
    for (const [index, bound] of durationBuckets.entries()) if (seconds <= bound) histogram.buckets[index]! += 1
  }
}

const methods: Record<string, string> = {get: 'GET', create: 'POST', update: 'PUT', patch: 'PATCH', delete: 'DELETE'}
const streaming = new Set(['exec', 'attach', 'portforward', 'proxy'])

function labelsOf({method, url, headers = {}}: ServerRequest): Labels {
  const {resourceRequest, group, version, resource, subresource, namespace, name, verb, path, query} = requestInfo(
    method,
    url,
  )
  if (!resourceRequest) {
    const known = /^\/(healthz|livez|readyz|version|metrics|api|apis|openapi\/v[23])(\/|$)/.exec(path)?.[1]
    return {
      component: '',
      dry_run: '',
      group: '',
      resource: '',
      scope: '',
      subresource: known ? `/${known}` : '',
      verb: method,
      version: '',
    }
  }
  const apply = verb === 'patch' && String(headers['content-type'] ?? '').startsWith('application/apply-patch')
  const word = streaming.has(subresource) ? 'CONNECT' : apply ? 'APPLY' : (methods[verb] ?? verb.toUpperCase())
  return {
    component: 'apiserver',
    dry_run: query.get('dryRun') ?? '',
    group,
    resource,
    scope: name ? 'resource' : namespace ? 'namespace' : 'cluster',
    subresource,
    verb: word,
    version,
  }
}
