/**
 * What Prometheus scrapes from an API server, under Kubernetes' names. Counting is always on; this text is made, and prom-client loaded, on demand.
 */
import type {ApiResponse} from '../../../client/transport.ts'
import {prefixEnd, type Store} from '../../etcd/store.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import type {ResourceRegistry} from '../../resources/registry.ts'
import {histogram, metric, type Sample} from '../../runtime/metrics/exposition.ts'
import type {Metrics} from '../../runtime/metrics/metrics.ts'
import {processMetrics} from '../../runtime/metrics/process-metrics.ts'
import {runtimeMetrics} from '../../runtime/metrics/runtime-metrics.ts'
import type {FeatureGates} from '../enablement/feature-gates.ts'
import type {KeyCounts} from '../encryption/key-counts.ts'
import type {FlowControl} from '../flow-control/index.ts'
import type {ResourceStore} from '../registry/resource-store.ts'
import {type AuditCounts, auditMetrics} from './audit-metrics.ts'
import {encryptionMetrics} from './encryption-metrics.ts'
import {featureMetrics} from './feature-metrics.ts'
import {flowMetrics} from './flow-metrics.ts'
import {idleMetrics} from './idle-metrics.ts'
import type {RequestMetrics} from './request-metrics.ts'
import {storageMetrics} from './storage-metrics.ts'
import type {StoreMetrics} from './store-metrics.ts'

export {RequestMetrics} from './request-metrics.ts'

export interface MetricSources {
  requests: RequestMetrics
  /** How long etcd took; absent: not measured. */
  etcd?: StoreMetrics
  flowControl?: FlowControl
  /** What became of audit events. */
  audit?: AuditCounts
  /** Of keys that others encrypt. */
  keys?: KeyCounts
  /** What parts of the server count for themselves. */
  own?: Metrics
  /** Which features are on; absent: those that are by default. */
  features?: Pick<FeatureGates, 'enabled'>
  /** The stores of kinds that have been used. */
  stores?(): Iterable<ResourceStore>
  store: Store
  resources: ResourceRegistry
}

/** The answer to `/metrics`. */
export async function metricsAnswer(sources: MetricSources): Promise<ApiResponse> {
  const {etcd, flowControl, audit, stores, own, features} = sources
  const parts = [
    auditMetrics(audit),
    requests(sources.requests),
    flowControl ? flowMetrics(flowControl) : '',
    await storage(sources),
    etcd
      ? histogram(
          'etcd_request_duration_seconds',
          '[ALPHA] Etcd request latency in seconds for each operation and object type.',
          etcd.durations,
        ) +
        metric(
          'etcd_requests_total',
          'counter',
          '[ALPHA] Etcd request counts for each operation and object type.',
          etcd.durations.histograms.map(({labels, count}) => ({labels, value: count})),
        )
      : '',
    stores ? storageMetrics(stores()) : '',
    own?.text() ?? '',
    featureMetrics(features),
    encryptionMetrics(sources.keys),
    idleMetrics(),
    runtimeMetrics(),
    await processMetrics(),
  ]
  const text = parts.join('')
  return {
    status: 200,
    headers: {'content-type': 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores'},
    body: {type: 'text', text: text + registered(text)},
  }
}

/** How many families there are of each stability. */
function registered(text: string): string {
  const counts = new Map<string, number>()
  for (const [, level = ''] of text.matchAll(/^# HELP \S+ \[(ALPHA|BETA|STABLE)\]/gm))
    counts.set(level, (counts.get(level) ?? 0) + 1)
  return metric(
    'registered_metrics_total',
    'counter',
    '[BETA] The count of registered metrics broken by stability level and deprecation version.',
    [...counts].sort().map(([level, value]) => ({labels: {deprecated_version: '', stability_level: level}, value})),
  )
}

function requests({
  totals,
  durations,
  slis,
  sizes,
  bodies,
  validated,
  inflight,
  longRunning,
  watchEvents,
  eventSizes,
  watchLists,
  own,
  terminations,
}: RequestMetrics): string {
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
    histogram(
      'apiserver_request_sli_duration_seconds',
      '[ALPHA] Response latency distribution (not counting webhook duration and priority & fairness queue wait times) in seconds for each verb, group, version, resource, subresource, scope and component.',
      slis,
    ),
    histogram(
      'apiserver_response_sizes',
      '[STABLE] Response size distribution in bytes for each group, version, verb, resource, subresource, scope and component.',
      sizes,
    ),
    histogram(
      'apiserver_request_body_size_bytes',
      '[ALPHA] Apiserver request body size in bytes broken out by resource and verb.',
      bodies,
    ),
    histogram(
      'field_validation_request_duration_seconds',
      '[ALPHA] Response latency distribution in seconds for each field validation value',
      validated,
    ),
    metric(
      'apiserver_request_total',
      'counter',
      '[STABLE] Counter of apiserver requests broken out for each verb, dry run value, group, version, resource, scope, component, and HTTP response code.',
      countsOf(totals),
    ),
    metric(
      'apiserver_request_terminations_total',
      'counter',
      '[ALPHA] Number of requests which apiserver terminated in self-defense.',
      countsOf(terminations),
    ),
    metric(
      'apiserver_watch_events_total',
      'counter',
      '[ALPHA] Number of events sent in watch clients',
      countsOf(watchEvents),
    ),
    histogram('apiserver_watch_events_sizes', '[ALPHA] Watch event size distribution in bytes', eventSizes),
    histogram(
      'apiserver_watch_list_duration_seconds',
      '[ALPHA] Response latency distribution in seconds for watch list requests broken by group, version, resource and scope.',
      watchLists,
    ),
    metric(
      'apiserver_selfrequest_total',
      'counter',
      '[ALPHA] Counter of apiserver self-requests broken out for each verb, API resource and subresource.',
      countsOf(own),
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
