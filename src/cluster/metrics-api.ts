import {notFound} from '../api/status-error.ts'
import type {ApiResponse} from '../client/transport.ts'
import type {MetricsSources} from './addons/metrics-server/index.ts'
import type {AggregatedServer} from './apiserver/aggregation/aggregator.ts'
import type {ApiResource} from './apiserver/discovery/index.ts'

const resource = (name: string, kind: string, namespaced: boolean): ApiResource => ({
  name,
  singular: '',
  kind,
  namespaced,
  verbs: ['get', 'list'],
  subresources: [],
})

/** metrics-server as the API server sees it: the group, and who answers. */
export const metricsApi = (sources: MetricsSources): AggregatedServer => ({
  service: 'kube-system/metrics-server',
  group: {
    name: 'metrics.k8s.io',
    priority: 100,
    versions: [
      {version: 'v1beta1', resources: [resource('nodes', 'NodeMetrics', false), resource('pods', 'PodMetrics', true)]},
    ],
  },
  async handle(_request, {resource: name, namespace, name: wanted, query}): Promise<ApiResponse> {
    const {nodeMetrics, podMetrics} = await import('./addons/metrics-server/index.ts')
    const labelSelector = query.get('labelSelector') ?? undefined
    const fieldSelector = wanted ? `metadata.name=${wanted}` : (query.get('fieldSelector') ?? undefined)
    const options = {labelSelector, fieldSelector}
    const items = name === 'nodes' ? await nodeMetrics(sources, options) : await podMetrics(sources, namespace, options)
    const kind = name === 'nodes' ? 'NodeMetricsList' : 'PodMetricsList'
    if (wanted && items.length === 0) throw notFound({group: 'metrics.k8s.io', resource: name}, wanted)
    const object = wanted ? items[0]! : {kind, apiVersion: 'metrics.k8s.io/v1beta1', metadata: {}, items}
    return {status: 200, headers: {'content-type': 'application/json'}, body: {type: 'object', object}}
  },
})
