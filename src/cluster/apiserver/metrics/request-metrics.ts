import type {ApiResponse, WatchEvent} from '../../../client/transport.ts'
import {requestInfo} from '../request-info.ts'
import type {ServerRequest} from '../server-request.ts'
import type {ApiHandler} from '../transports/api-handler.ts'
import {Durations} from '../../runtime/metrics/durations.ts'

type Labels = Record<string, string>

/** Upper bounds of kube-apiserver's latency buckets; seconds. */
const durationBuckets = [
  0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60,
]

const sliBuckets = durationBuckets.slice(2)
/** Bytes. */
const responseBuckets = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
const bodyBuckets = Array.from({length: 31}, (_, index) => 50_000 + index * 100_000)

/** Counts the requests that pass through it. Cheap enough to be always there; the text is made when somebody asks. */
export class RequestMetrics {
  readonly totals = new Map<string, {labels: Labels; count: number}>()
  readonly durations = new Durations(durationBuckets)
  readonly slis = new Durations(sliBuckets)
  readonly sizes = new Durations(responseBuckets)
  readonly bodies = new Durations(bodyBuckets)
  /** What the server asked of itself. */
  readonly own = new Map<string, {labels: Labels; count: number}>()
  readonly validated = new Durations(sliBuckets)
  /** What lasts, now. */
  readonly longRunning = new Map<string, {labels: Labels; count: number}>()
  readonly watchEvents = new Map<string, {labels: Labels; count: number}>()
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
      const labels = labelsOf(request)
      if (request.user?.name === 'system:apiserver') this.recordOwn(labels)
      this.record(labels, response.status, (this.milliseconds() - start) / 1000)
      return this.followed(this.described(request, response, labels, start), labels)
    } finally {
      this.inflight[kind] -= 1
    }
  }

  /** What is known of bodies, and of what becomes of the answer. */
  private described(request: ServerRequest, response: ApiResponse, labels: Labels, start: number): ApiResponse {
    const {group = '', resource = '', verb = ''} = labels
    const {body, url} = request
    if (body instanceof Uint8Array) this.bodies.record({group, resource, verb}, body.length)
    if (writing.has(verb) && resource) {
      const asked = /[?&]fieldValidation=(Strict|Warn|Ignore)\b/.exec(url)?.[1] ?? ''
      this.validated.record({field_validation: asked}, (this.milliseconds() - start) / 1000)
    }
    if (verb === 'WATCH' || verb === 'CONNECT') return response
    const {dry_run: _, ...rest} = labels
    return {...response, written: bytes => this.sizes.record(rest, bytes)}
  }

  private record(labels: Labels, status: number, seconds: number): void {
    const name = Object.values(labels).join('|')
    const key = `${name}|${status}`
    const total = this.totals.get(key)
    if (total) total.count += 1
    else this.totals.set(key, {labels: {...labels, code: String(status)}, count: 1})
    if (labels['verb'] === 'WATCH' || labels['verb'] === 'CONNECT') return
    this.durations.record(labels, seconds)
    const {dry_run: _, ...rest} = labels
    this.slis.record(rest, seconds)
  }

  private recordOwn({verb = '', group = '', resource = '', subresource = ''}: Labels): void {
    counterOf(this.own, {group, resource, subresource, verb}).count += 1
  }

  /** Forgets everything, as `DELETE /metrics` wants it. */
  reset(): void {
    this.totals.clear()
    for (const durations of [this.durations, this.slis, this.sizes, this.bodies, this.validated]) durations.clear()
    this.watchEvents.clear()
    this.own.clear()
  }

  /** The same answer, its events counted while it lasts. */
  private followed(response: ApiResponse, labels: Labels): ApiResponse {
    if (response.body.type !== 'events') return response
    const {group = '', version = '', resource = ''} = labels
    const {dry_run: _, ...lasting} = labels
    const running = counterOf(this.longRunning, lasting)
    const events = counterOf(this.watchEvents, {group, resource, version})
    return {...response, body: {type: 'events', events: counted(response.body.events, running, events)}}
  }
}

interface Counter {
  count: number
}

function counterOf(counters: Map<string, {labels: Labels; count: number}>, labels: Labels): Counter {
  const key = Object.values(labels).join('|')
  const counter = counters.get(key) ?? {labels, count: 0}
  counters.set(key, counter)
  return counter
}

async function* counted(
  source: AsyncIterable<WatchEvent>,
  running: Counter,
  events: Counter,
): AsyncGenerator<WatchEvent> {
  running.count += 1
  try {
    for await (const event of source) {
      events.count += 1
      yield event
    }
  } finally {
    running.count -= 1
  }
}

const writing = new Set(['POST', 'PUT', 'PATCH', 'APPLY'])
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
