/**
 * metrics-server: asks every kubelet what its node and pods use, and serves that as metrics.k8s.io behind an APIService. An API client for
 * nodes and pods; the kubelets it reaches as the API server does.
 */
import type {Node, Pod} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import type {Client, ListOptions} from '../../../client/client.ts'
import {type Clock, timestamp} from '../../runtime/clock.ts'
import {formatUsage} from './format-usage.ts'
import {type ContainerStats, nodeSummary} from './summary.ts'

/** Over how long usage is averaged; metrics-server's default resolution. */
const window = '15s'
const apiVersion = 'metrics.k8s.io/v1beta1'
const core = {group: '', version: 'v1'}

export interface MetricsSources {
  client: Client
  clock: Clock
}

/** What the nodes use, one object each; `options` select nodes by their labels. */
export async function nodeMetrics({client, clock}: MetricsSources, options: ListOptions): Promise<KubeObject[]> {
  const {items} = await client.list<Node>({...core, resource: 'nodes'}, options)
  const all = await Promise.all(
    items.map(async node => ({node, stats: await nodeSummary(client, node.metadata.name!)})),
  )
  return all.flatMap(({node, stats}) => {
    if (!stats) return []
    const {name, labels} = node.metadata
    return [
      {
        kind: 'NodeMetrics',
        apiVersion,
        metadata: {name, ...created(clock), ...(labels && {labels})},
        timestamp: timestamp(clock.now()),
        window,
        usage: formatUsage(stats.node),
      },
    ]
  })
}

/** What running pods use, with their containers. */
export async function podMetrics(
  {client, clock}: MetricsSources,
  namespace: string,
  options: ListOptions,
): Promise<KubeObject[]> {
  const {items} = await client.list<Pod>({...core, resource: 'pods', ...(namespace && {namespace})}, options)
  const running = items.filter(pod => pod.status?.phase === 'Running' && pod.spec?.nodeName)
  const names = [...new Set(running.map(pod => pod.spec!.nodeName!))]
  const usage = new Map<string, ContainerStats[]>()
  for (const stats of await Promise.all(names.map(name => nodeSummary(client, name)))) {
    for (const pod of stats?.pods ?? []) usage.set(`${pod.podRef.namespace}/${pod.podRef.name}`, pod.containers)
  }
  return running.flatMap(({metadata}) => {
    const containers = usage.get(`${metadata.namespace}/${metadata.name}`)
    if (!containers) return []
    const {name, namespace, labels} = metadata
    return [
      {
        kind: 'PodMetrics',
        apiVersion,
        metadata: {name, namespace, ...created(clock), ...(labels && {labels})},
        timestamp: timestamp(clock.now()),
        window,
        containers: containers.map(container => ({name: container.name, usage: formatUsage(container)})),
      },
    ]
  })
}

const created = (clock: Clock) => ({creationTimestamp: timestamp(clock.now())})
