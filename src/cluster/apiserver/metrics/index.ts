/**
 * What Prometheus scrapes from an API server, under Kubernetes' names. Counting is always on; this text is made, and prom-client loaded, on demand.
 */
import type {ApiResponse} from '../../../client/transport.ts'
import {prefixEnd, type Store} from '../../etcd/store.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import type {ResourceRegistry} from '../../resources/registry.ts'
import {versionInfo} from '../version.ts'
import {histogram, metric, type Sample} from './exposition.ts'
import type {RequestMetrics} from './request-metrics.ts'

export {RequestMetrics} from './request-metrics.ts'

export interface MetricSources {
  requests: RequestMetrics
  store: Store
  resources: ResourceRegistry
}

/** The answer to `/metrics`. */
export async function metricsAnswer(sources: MetricSources): Promise<ApiResponse> {
  const parts = [buildInfo(), requests(sources.requests), await storage(sources), await processMetrics()]
  return {
    status: 200,
    headers: {'content-type': 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores'},
    body: {type: 'text', text: parts.join('')},
  }
}

function requests({totals, durations, inflight}: RequestMetrics): string {
  const kinds = Object.entries(inflight).map(([kind, value]) => ({labels: {request_kind: kind}, value}))
  return [
    metric(
      'apiserver_current_inflight_requests',
      'gauge',
      '[STABLE] Maximal number of currently used inflight request limit of this apiserver per request kind in last second.',
      kinds,
    ),
    histogram(
      'apiserver_request_duration_seconds',
      '[STABLE] Response latency distribution in seconds for each verb, dry run value, group, version, resource, subresource, scope and component.',
      [...durations.values()],
    ),
    metric(
      'apiserver_request_total',
      'counter',
      '[STABLE] Counter of apiserver requests broken out for each verb, dry run value, group, version, resource, scope, component, and HTTP response code.',
      [...totals.values()].map(({labels, count}) => ({labels, value: count})),
    ),
  ].join('')
}

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
