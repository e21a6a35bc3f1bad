import type {JsonObject} from '../../../api/object.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import type {ProbeMetrics} from '../probes/probe-metrics.ts'
import {nodeLogs} from './node-logs.ts'
import {kubeletMetrics, type NodeStatsOptions, resourceMetrics, statsSummary} from './node-stats.ts'

export interface NodeEndpointsOptions {
  stats: NodeStatsOptions
  /** What the kubelets' program tells Prometheus. */
  metrics?(): string
  probeMetrics?: ProbeMetrics
}

/** Answers what is asked of a node's kubelet itself: its health, pods, logs, statistics and metrics; 404 for other paths. */
export async function nodeEndpoint(
  node: string,
  url: string,
  {stats, metrics, probeMetrics}: NodeEndpointsOptions,
): Promise<ApiResponse> {
  const path = url.split('?')[0]!
  if (path.startsWith('/logs/')) return nodeLogs(node, path.slice('/logs'.length), stats)
  switch (path) {
    case '/healthz':
      return {status: 200, headers: plain, body: {type: 'text', text: 'ok'}}
    case '/pods': {
      const items = [...stats.pods(node)]
      return found({kind: 'PodList', apiVersion: 'v1', metadata: {}, items})
    }
    case '/logs':
      return {status: 301, headers: {location: 'logs/'}, body: {type: 'text', text: ''}}
    case '/stats/summary':
      return found(await statsSummary(node, stats))
    case '/metrics/cadvisor':
      return exposition(await (await import('./cadvisor-metrics.ts')).cadvisorMetrics(node, stats))
    case '/metrics/probes':
      return exposition(probeMetrics?.text(node) ?? '')
    case '/metrics/resource':
      return exposition(await resourceMetrics(node, stats))
    case '/metrics':
      return exposition((await kubeletMetrics(node, stats)) + (metrics?.() ?? ''))
    default:
      return {status: 404, headers: plain, body: {type: 'text', text: '404 page not found\n'}}
  }
}

const plain = {'content-type': 'text/plain'}

const found = (object: JsonObject): ApiResponse => ({status: 200, headers: {}, body: {type: 'object', object}})

const exposition = (text: string): ApiResponse => ({
  status: 200,
  headers: {'content-type': 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores'},
  body: {type: 'text', text},
})
