import type {Pod} from '../../../api/kinds.ts'
import type {ContainerRuntime} from '../../containers/container-runtime.ts'
import type {Clock} from '../../runtime/clock.ts'
import {metric, type Sample} from '../../runtime/metrics/exposition.ts'
import type {PodWorker} from '../pod/pod-worker.ts'

/** What the node's own programs use. */
const own = {cpuNanocores: 80_000_000, memoryBytes: 600_000_000}

export interface NodeStatsOptions {
  runtime: ContainerRuntime
  clock: Clock
  worker(uid: string): PodWorker | undefined
  pods(node: string): Iterable<Pod>
}

/** A running container; times in milliseconds. */
export interface ContainerStats {
  pod: Pod
  name: string
  /** The runtime's. */
  id: string
  startedAt: number
  cpuNanocores: number
  memoryBytes: number
}

/** What runs on a node and what it uses. */
export async function containersOn(node: string, {runtime, worker, pods}: NodeStatsOptions): Promise<ContainerStats[]> {
  const found: ContainerStats[] = []
  for (const pod of pods(node))
    for (const {name} of pod.spec!.containers) {
      const instance = worker(pod.metadata.uid!)?.instance(name)
      if (instance?.state !== 'Running') continue
      found.push({
        pod,
        name,
        id: instance.id,
        startedAt: instance.startedAt!,
        ...(await runtime.containerStats(instance.id)),
      })
    }
  return found
}

/** `/stats/summary`. */
export async function statsSummary(node: string, options: NodeStatsOptions): Promise<Record<string, unknown>> {
  const all = await containersOn(node, options)
  const now = options.clock.now()
  const time = new Date(now).toISOString()
  const usage = (containers: readonly ContainerStats[], base = {cpuNanocores: 0, memoryBytes: 0}) => ({
    cpu: {
      time,
      usageNanoCores: sum(containers, ({cpuNanocores}) => cpuNanocores) + base.cpuNanocores,
      usageCoreNanoSeconds: Math.round(sum(containers, each => cpuSeconds(each, now)) * 1e9),
    },
    memory: {time, workingSetBytes: sum(containers, ({memoryBytes}) => memoryBytes) + base.memoryBytes},
  })
  return {
    node: {nodeName: node, ...usage(all, own)},
    pods: byPod(all).map(({pod: {metadata, status}, containers}) => ({
      podRef: {name: metadata.name, namespace: metadata.namespace, uid: metadata.uid},
      ...(status?.startTime && {startTime: status.startTime}),
      containers: containers.map(each => ({
        name: each.name,
        startTime: new Date(each.startedAt).toISOString(),
        ...usage([each]),
      })),
      ...usage(containers),
    })),
  }
}

/** `/metrics/resource`: what metrics-server and the like scrape of a node. */
export async function resourceMetrics(node: string, options: NodeStatsOptions): Promise<string> {
  const all = await containersOn(node, options)
  const now = options.clock.now()
  const pods = byPod(all)
  const of = ({pod: {metadata}}: {pod: Pod}) => ({namespace: metadata.namespace ?? '', pod: metadata.name ?? ''})
  const ofContainers = (read: (stats: ContainerStats) => number): Sample[] =>
    all.map(each => ({labels: {container: each.name, ...of(each)}, value: read(each)}))
  const ofPods = (read: (stats: ContainerStats) => number): Sample[] =>
    pods.map(each => ({labels: of(each), value: sum(each.containers, read)}))
  const started = Math.min(now, ...all.map(({startedAt}) => startedAt))
  const nodeSeconds = ((own.cpuNanocores / 1e9) * (now - started)) / 1000 + sum(all, each => cpuSeconds(each, now))
  const cpu = (each: ContainerStats) => cpuSeconds(each, now)
  const memory = ({memoryBytes}: ContainerStats) => memoryBytes
  return [
    metric(
      'container_cpu_usage_seconds_total',
      'counter',
      '[STABLE] Cumulative cpu time consumed by the container in core-seconds',
      ofContainers(cpu),
    ),
    metric(
      'container_memory_working_set_bytes',
      'gauge',
      '[STABLE] Current working set of the container in bytes',
      ofContainers(memory),
    ),
    metric(
      'container_start_time_seconds',
      'gauge',
      '[STABLE] Start time of the container since unix epoch in seconds',
      ofContainers(({startedAt}) => startedAt / 1000),
    ),
    metric(
      'node_cpu_usage_seconds_total',
      'counter',
      '[STABLE] Cumulative cpu time consumed by the node in core-seconds',
      [{value: nodeSeconds}],
    ),
    metric('node_memory_working_set_bytes', 'gauge', '[STABLE] Current working set of the node in bytes', [
      {value: sum(all, memory) + own.memoryBytes},
    ]),
    metric(
      'pod_cpu_usage_seconds_total',
      'counter',
      '[STABLE] Cumulative cpu time consumed by the pod in core-seconds',
      ofPods(cpu),
    ),
    metric('pod_memory_working_set_bytes', 'gauge', '[STABLE] Current working set of the pod in bytes', ofPods(memory)),
    metric(
      'resource_scrape_error',
      'gauge',
      '[STABLE] 1 if there was an error while getting container metrics, 0 otherwise',
      [{value: 0}],
    ),
  ].join('')
}

/** `/metrics`: what the kubelet has to tell of the node. */
export async function kubeletMetrics(node: string, options: NodeStatsOptions): Promise<string> {
  const all = await containersOn(node, options)
  return [
    metric('kubelet_node_name', 'gauge', '[ALPHA] The name of the node', [{labels: {node}, value: 1}]),
    metric('kubelet_running_containers', 'gauge', '[ALPHA] How many containers there are', [
      {labels: {container_state: 'running'}, value: all.length},
    ]),
    metric('kubelet_running_pods', 'gauge', '[ALPHA] How many pods have containers that run', [
      {value: byPod(all).length},
    ]),
  ].join('')
}

/** How long a container has had a processor; seconds. */
export const cpuSeconds = ({cpuNanocores, startedAt}: ContainerStats, now: number): number =>
  ((cpuNanocores / 1e9) * (now - startedAt)) / 1000

const sum = <T>(items: readonly T[], read: (item: T) => number): number =>
  items.reduce((total, item) => total + read(item), 0)

function byPod(all: readonly ContainerStats[]): {pod: Pod; containers: ContainerStats[]}[] {
  const pods = new Map<string, {pod: Pod; containers: ContainerStats[]}>()
  for (const each of all) {
    const {uid = ''} = each.pod.metadata
    const known = pods.get(uid)
    if (known) known.containers.push(each)
    else pods.set(uid, {pod: each.pod, containers: [each]})
  }
  return [...pods.values()]
}
