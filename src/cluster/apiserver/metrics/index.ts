/**
 * What Prometheus scrapes from an API server, under Kubernetes' names. Counting is always on; this text is made, and prom-client loaded, on demand.
 */
import type {ApiResponse} from '../../../client/transport.ts'
import {prefixEnd, type Store} from '../../etcd/store.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import type {ResourceRegistry} from '../../resources/registry.ts'
import {versionInfo} from '../version.ts'
import type {FlowControl} from '../flow-control/index.ts'
import {histogram, metric, type Sample} from './exposition.ts'
import {flowMetrics} from './flow-metrics.ts'
import type {RequestMetrics} from './request-metrics.ts'
import type {StoreMetrics} from './store-metrics.ts'

export {RequestMetrics} from './request-metrics.ts'

export interface MetricSources {
  requests: RequestMetrics
  /** How long etcd took; absent: not measured. */
  etcd?: StoreMetrics
  flowControl?: FlowControl
  /** How many audit events were written. */
  auditEvents?(): number
  store: Store
  resources: ResourceRegistry
}

/** The answer to `/metrics`. */
export async function metricsAnswer(sources: MetricSources): Promise<ApiResponse> {
  const {etcd, flowControl, auditEvents} = sources
  const parts = [
    metric(
      'apiserver_audit_event_total',
      'counter',
      '[ALPHA] Counter of audit events generated and sent to the audit backend.',
      [{value: auditEvents?.() ?? 0}],
    ),
    requests(sources.requests),
    flowControl ? flowMetrics(flowControl) : '',
    await storage(sources),
    etcd
      ? histogram(
          'etcd_request_duration_seconds',
          '[ALPHA] Etcd request latency in seconds for each operation and object type.',
          etcd.durations,
        )
      : '',
    buildInfo(),
    await processMetrics(),
  ]
  return {
    status: 200,
    headers: {'content-type': 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores'},
    body: {type: 'text', text: parts.join('')},
  }
}

function requests({totals, durations, inflight, longRunning, watchEvents}: RequestMetrics): string {
  const kinds = Object.entries(inflight).map(([kind, value]) => ({labels: {request_kind: kind}, value}))
  return [
    metric(
      'apiserver_current_inflight_requests',
      'gauge',
      '[STABLE] Maximal number of currently used inflight request limit of this apiserver per request kind in last second.',
      kinds,
    ),
    metric(
      'apiserver_longrunning_requests',
      'gauge',
      '[STABLE] Gauge of all active long-running apiserver requests broken out by verb, group, version, resource, scope and component. Not all requests are tracked this way.',
      countsOf(longRunning),
    ),
    histogram(
      'apiserver_request_duration_seconds',
      '[STABLE] Response latency distribution in seconds for each verb, dry run value, group, version, resource, subresource, scope and component.',
      durations,
    ),
    metric(
      'apiserver_request_total',
      'counter',
      '[STABLE] Counter of apiserver requests broken out for each verb, dry run value, group, version, resource, scope, component, and HTTP response code.',
      countsOf(totals),
    ),
    metric(
      'apiserver_watch_events_total',
      'counter',
      '[ALPHA] Number of events sent in watch clients',
      countsOf(watchEvents),
    ),
  ].join('')
}

const countsOf = (counters: ReadonlyMap<string, {labels: Record<string, string>; count: number}>): Sample[] =>
  [...counters.values()].map(({labels, count}) => ({labels, value: count}))

async function storage({store, resources}: MetricSources): Promise<string> {
  const counted = new Map<string, {definition: ResourceDefinition; count: number}>()
  for (const definition of resources.all()) {
    const prefix = definition.storage?.prefix
    if (!prefix || counted.has(prefix)) continue
    const key = `${prefix}/`
    const {count} = await store.range({key, rangeEnd: prefixEnd(key), countOnly: true})
    counted.set(prefix, {definition, count})
  }
  const all = [...counted.values()]
  const nameOf = ({group, plural}: ResourceDefinition) => (group ? `${plural}.${group}` : plural)
  const legacy: Sample[] = all.map(({definition, count}) => ({labels: {resource: nameOf(definition)}, value: count}))
  const objects: Sample[] = all.map(({definition: {group, plural}, count}) => ({
    labels: {group, resource: plural},
    value: count,
  }))
  const {dbSize} = await store.status()
  const help =
    'Number of stored objects at the time of last check split by kind. In case of a fetching error, the value will be -1.'
  return [
    metric('apiserver_resource_objects', 'gauge', `[ALPHA] ${help}`, objects),
    metric(
      'apiserver_storage_objects',
      'gauge',
      `[STABLE] [DEPRECATED, consider using apiserver_resource_objects instead] ${help}`,
      legacy,
    ),
    metric(
      'apiserver_storage_size_bytes',
      'gauge',
      '[STABLE] Size of the storage database file physically allocated in bytes.',
      [{labels: {storage_cluster_id: 'etcd-0'}, value: dbSize}],
    ),
  ].join('')
}

function buildInfo(): string {
  const labels = Object.fromEntries(
    [
      ['build_date', 'buildDate'],
      ['compiler', 'compiler'],
      ['git_commit', 'gitCommit'],
      ['git_tree_state', 'gitTreeState'],
      ['git_version', 'gitVersion'],
      ['go_version', 'goVersion'],
      ['major', 'major'],
      ['minor', 'minor'],
      ['platform', 'platform'],
    ].map(([label, field]) => [label!, String(versionInfo[field!])]),
  )
  return metric(
    'kubernetes_build_info',
    'gauge',
    "[ALPHA] A metric with a constant '1' value labeled by major, minor, git version, git commit, git tree state, build date, Go version, and compiler from which Kubernetes was built, and platform on which it is running.",
    [{labels, value: 1}],
  )
}

/** The answer to `/metrics/slis`: how each health check stands. */
export function healthMetricsAnswer(states: readonly {name: string; type: string; healthy: boolean}[]): ApiResponse {
  const samples = states.map(({name, type, healthy}) => ({labels: {name, type}, value: healthy ? 1 : 0}))
  const text = metric(
    'kubernetes_healthcheck',
    'gauge',
    '[STABLE] This metric records the result of a single healthcheck.',
    samples,
  )
  return {
    status: 200,
    headers: {'content-type': 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores'},
    body: {type: 'text', text},
  }
}

let registry: Promise<import('prom-client').Registry> | undefined

/** process_cpu_seconds_total, process_resident_memory_bytes and the like, as every Prometheus client has them. */
async function processMetrics(): Promise<string> {
  registry ??= import('prom-client').then(({default: prometheus}) => {
    const own = new prometheus.Registry()
    prometheus.collectDefaultMetrics({register: own})
    return own
  })
  return (await registry).metrics()
}
