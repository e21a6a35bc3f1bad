import type {ApiResponse, WatchEvent} from '../../../client/transport.ts'
import {type DurationSeries, Durations} from '../../runtime/metrics/durations.ts'
import {exponential} from '../../runtime/metrics/metrics.ts'
import {requestInfo} from '../request-info.ts'
import type {ServerRequest} from '../server-request.ts'
import type {ApiHandler} from '../transports/api-handler.ts'

type Labels = Record<string, string>

/** Upper bounds of kube-apiserver's latency buckets; seconds. */
const durationBuckets = [
  0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60,
]

const sliBuckets = durationBuckets.slice(2)
/** Bytes. */
const responseBuckets = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
const bodyBuckets = Array.from({length: 31}, (_, index) => 50_000 + index * 100_000)

/** Bytes. */
const eventBuckets = exponential(1024, 2, 8)

/** Seconds. */
const watchListBuckets = [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 2, 4, 6, 8, 10, 15, 20, 30, 45, 60]

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
  /** Of the same: those of writes that do not say how. */
  private readonly notAsked = this.validated.at({field_validation: ''})
  /** What lasts, now. */
  readonly longRunning = new Map<string, {labels: Labels; count: number}>()
  readonly watchEvents = new Map<string, {labels: Labels; count: number}>()
  /** Of events, bytes. */
  readonly eventSizes = new Durations(eventBuckets)
  /** How long it took until who watches had seen all that there was. */
  readonly watchLists = new Durations(watchListBuckets)
  /** What was ended in self-defence. */
  readonly terminations = new Map<string, {labels: Labels; count: number}>()
  readonly inflight = {mutating: 0, readOnly: 0}
  /** By what is told of them: few kinds of requests come often. */
  private alike = new Map<string, Alike>()
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
    const kind = reading.has(request.method) ? 'readOnly' : 'mutating'
    // Before the server asks the same about this request.
    const key = labelsKey(request)
    this.inflight[kind] += 1
    try {
      const response = await handler.handle(request)
      const alike = this.of(key, request)
      if (request.user?.name === 'system:apiserver') this.recordOwn(alike.labels)
      this.record(alike, response.status, (this.milliseconds() - start) / 1000)
      if (isTermination(response)) this.recordTermination(alike.labels, response.status)
      return this.followed(this.described(request, response, alike, start), alike.labels, start)
    } finally {
      this.inflight[kind] -= 1
    }
  }

  /** What is known of bodies, and of what becomes of the answer. */
  private described(request: ServerRequest, response: ApiResponse, alike: Alike, start: number): ApiResponse {
    const {group = '', resource = '', verb = ''} = alike.labels
    const {body, url} = request
    if (body instanceof Uint8Array) this.bodies.record({group, resource, verb}, body.length)
    if (writing.has(verb) && resource) this.validatedAs(url).record((this.milliseconds() - start) / 1000)
    return alike.lengths ? {...response, written: alike.lengths.written} : response
  }

  private validatedAs(url: string): DurationSeries {
    const asked = url.includes('fieldValidation=') ? /[?&]fieldValidation=(Strict|Warn|Ignore)\b/.exec(url)?.[1] : ''
    return asked ? this.validated.at({field_validation: asked}) : this.notAsked
  }

  /** What is counted of requests of this kind. */
  private of(key: string, request: ServerRequest): Alike {
    let alike = this.alike.get(key)
    if (!alike) {
      const labels = labelsOf(request)
      const lasting = labels['verb'] === 'WATCH' || labels['verb'] === 'CONNECT'
      const {dry_run: _, ...rest} = labels
      const size = this.sizes.at(rest)
      const written = (bytes: number): void => size.record(bytes)
      const lengths = {duration: this.durations.at(labels), sli: this.slis.at(rest), written}
      alike = {labels, totals: new Map(), ...(!lasting && {lengths})}
      this.alike.set(key, alike)
    }
    return alike
  }

  private record({labels, totals, lengths}: Alike, status: number, seconds: number): void {
    let total = totals.get(status)
    if (!total) {
      total = {labels: {...labels, code: String(status)}, count: 0}
      totals.set(status, total)
      this.totals.set(Object.values(total.labels).join('|'), total)
    }
    total.count += 1
    lengths?.duration.record(seconds)
    lengths?.sli.record(seconds)
  }

  private recordOwn({verb = '', group = '', resource = '', subresource = ''}: Labels): void {
    counterOf(this.own, {group, resource, subresource, verb}).count += 1
  }

  private recordTermination({dry_run: _, ...labels}: Labels, status: number): void {
    const component = status === 503 ? 'aggregator' : 'apiserver'
    counterOf(this.terminations, {...labels, component, code: String(status)}).count += 1
  }

  /** Forgets everything, as `DELETE /metrics` wants it. */
  reset(): void {
    this.totals.clear()
    this.alike.clear()
    for (const durations of [this.durations, this.slis, this.sizes, this.bodies, this.validated]) durations.clear()
    for (const durations of [this.eventSizes, this.watchLists]) durations.clear()
    this.watchEvents.clear()
    this.own.clear()
    this.terminations.clear()
  }

  /** The same answer, its events counted while it lasts. */
  private followed(response: ApiResponse, labels: Labels, start: number): ApiResponse {
    if (response.body.type !== 'events') return response
    const {group = '', version = '', resource = '', scope = ''} = labels
    const {dry_run: _, ...lasting} = labels
    const running = counterOf(this.longRunning, lasting)
    const events = counterOf(this.watchEvents, {group, resource, version})
    const sizes = this.eventSizes.at({group, resource, version})
    const listed = () => this.watchLists.record({group, resource, scope, version}, (this.milliseconds() - start) / 1000)
    return {
      ...response,
      body: {
        type: 'events',
        events: counted(response.body.events, {running, events, listed}),
        sent: bytes => sizes.record(bytes),
      },
    }
  }
}

/** Who has waited too long, or in vain, or for a server that is not there is told so in plain text: nobody got as far as a Status. */
const isTermination = ({status, body}: ApiResponse): boolean =>
  body.type === 'text' && (status === 429 || status === 503 || status === 504)

interface Counter {
  count: number
}

/** What is counted of requests of which the same is told. */
interface Alike {
  labels: Labels
  /** By status. */
  totals: Map<number, {labels: Labels; count: number}>
  /** Absent of what lasts as long as it is wanted. */
  lengths?: {duration: DurationSeries; sli: DurationSeries; written(bytes: number): void}
}

function counterOf(counters: Map<string, {labels: Labels; count: number}>, labels: Labels): Counter {
  const key = Object.values(labels).join('|')
  const counter = counters.get(key) ?? {labels, count: 0}
  counters.set(key, counter)
  return counter
}

async function* counted(
  source: AsyncIterable<WatchEvent>,
  {running, events, listed}: {running: Counter; events: Counter; listed(): void},
): AsyncGenerator<WatchEvent> {
  running.count += 1
  try {
    for await (const event of source) {
      events.count += 1
      if (event.type === 'BOOKMARK' && endsList(event)) listed()
      yield event
    }
  } finally {
    running.count -= 1
  }
}

/** The bookmark after all that there was when a watch began. */
const endsList = ({object}: WatchEvent): boolean =>
  object.metadata?.annotations?.['k8s.io/initial-events-end'] === 'true'

const writing = new Set(['POST', 'PUT', 'PATCH', 'APPLY'])
const methods: Record<string, string> = {get: 'GET', create: 'POST', update: 'PUT', patch: 'PATCH', delete: 'DELETE'}
const streaming = new Set(['exec', 'attach', 'portforward', 'proxy'])

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The same for requests of the same labels. */
function labelsKey({method, url, headers = {}}: ServerRequest): string {
  const {resourceRequest, group, version, resource, subresource, namespace, name, verb, path, query} = requestInfo(
    method,
    url,
  )
  if (!resourceRequest) return `${method} ${pathPart(path) ?? ''}`
  const scope = name ? 'n' : namespace ? 's' : ''
  const apply = verb === 'patch' && isApply(headers) ? 'apply' : ''
  const dryRun = query.get('dryRun') ?? ''
  return `${verb}|${group}|${version}|${resource}|${subresource}|${scope}|${apply}|${dryRun}`
}

/** What paths that are no resources are counted as. */
const pathPart = (path: string): string | undefined =>
  /^\/(healthz|livez|readyz|version|metrics|api|apis|openapi\/v[23])(\/|$)/.exec(path)?.[1]

const isApply = (headers: NonNullable<ServerRequest['headers']>): boolean =>
  String(headers['content-type'] ?? '').startsWith('application/apply-patch')

function labelsOf({method, url, headers = {}}: ServerRequest): Labels {
  const {resourceRequest, group, version, resource, subresource, namespace, name, verb, path, query} = requestInfo(
    method,
    url,
  )
  if (!resourceRequest) {
    const known = pathPart(path)
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
  const apply = verb === 'patch' && isApply(headers)
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
