import type {Container} from '../../../api/kinds.ts'
import {milliValue, quantityValue} from '../../../api/quantity.ts'
import {type MetricType, metric, type Sample} from '../../runtime/metrics/exposition.ts'
import {type ContainerStats, containersOn, cpuSeconds, type NodeStatsOptions} from './node-stats.ts'

/** Microseconds: how often a container's quota of processor time begins anew. */
const quotaPeriod = 100_000
/** cgroups' share of a whole processor, and the least there is. */
const sharesOfProcessor = 1024
const leastShares = 2

/**
 * `/metrics/cadvisor`: what each container of a node uses and may use, under cAdvisor's names. What the runtime does not measure (disks, networks, processes) is not
 * told rather than made up.
 */
export async function cadvisorMetrics(node: string, options: NodeStatsOptions): Promise<string> {
  const all = await containersOn(node, options)
  const now = options.clock.now()
  return [
    metric('cadvisor_version_info', 'gauge', versionHelp, [{labels: versionLabels, value: 1}]),
    ...families(now).map(({name, type, help, read, labels}) => {
      const samples = all.flatMap((stats): Sample[] => {
        const value = read(stats)
        return value === undefined ? [] : [{labels: {...labelsOf(stats), ...labels}, value}]
      })
      return metric(name, type, help, samples)
    }),
    metric('container_scrape_error', 'gauge', '1 if there was an error while getting container metrics, 0 otherwise', [
      {value: 0},
    ]),
  ].join('')
}

interface Family {
  name: string
  type: MetricType
  help: string
  labels?: Record<string, string>
  /** Undefined: a container has none. */
  read(stats: ContainerStats): number | undefined
}

const families = (now: number): Family[] => [
  {
    name: 'container_cpu_usage_seconds_total',
    type: 'counter',
    help: 'Cumulative cpu time consumed in seconds.',
    labels: {cpu: 'total'},
    read: stats => cpuSeconds(stats, now),
  },
  {
    name: 'container_last_seen',
    type: 'gauge',
    help: 'Last time a container was seen by the exporter',
    read: () => Math.floor(now / 1000),
  },
  {
    name: 'container_memory_rss',
    type: 'gauge',
    help: 'Size of RSS in bytes.',
    read: ({memoryBytes}) => memoryBytes,
  },
  {
    name: 'container_memory_usage_bytes',
    type: 'gauge',
    help: 'Current memory usage in bytes, including all memory regardless of when it was accessed',
    read: ({memoryBytes}) => memoryBytes,
  },
  {
    name: 'container_memory_working_set_bytes',
    type: 'gauge',
    help: 'Current working set in bytes.',
    read: ({memoryBytes}) => memoryBytes,
  },
  {
    name: 'container_spec_cpu_period',
    type: 'gauge',
    help: 'CPU period of the container.',
    read: () => quotaPeriod,
  },
  {
    name: 'container_spec_cpu_quota',
    type: 'gauge',
    help: 'CPU quota of the container.',
    read: stats => {
      const limit = containerOf(stats)?.resources?.limits?.['cpu']
      return limit === undefined ? undefined : (milliValue(limit) * quotaPeriod) / 1000
    },
  },
  {
    name: 'container_spec_cpu_shares',
    type: 'gauge',
    help: 'CPU share of the container.',
    read: stats => sharesOf(containerOf(stats)),
  },
  {
    name: 'container_spec_memory_limit_bytes',
    type: 'gauge',
    help: 'Memory limit for the container.',
    read: stats => {
      const limit = containerOf(stats)?.resources?.limits?.['memory']
      return limit === undefined ? 0 : quantityValue(limit)
    },
  },
  {
    name: 'container_spec_memory_reservation_limit_bytes',
    type: 'gauge',
    help: 'Memory reservation limit for the container.',
    read: () => 0,
  },
  {
    name: 'container_spec_memory_swap_limit_bytes',
    type: 'gauge',
    help: 'Memory swap limit for the container.',
    read: () => 0,
  },
  {
    name: 'container_start_time_seconds',
    type: 'gauge',
    help: 'Start time of the container since unix epoch in seconds.',
    read: ({startedAt}) => Math.floor(startedAt / 1000),
  },
]

const containerOf = ({pod, name}: ContainerStats): Container | undefined =>
  pod.spec?.containers.find(container => container.name === name)

/** Of what a container asks for or, where it does not, may have. */
function sharesOf(container: Container | undefined): number {
  const {requests, limits} = container?.resources ?? {}
  const cpu = requests?.['cpu'] ?? limits?.['cpu']
  return cpu === undefined
    ? leastShares
    : Math.max(leastShares, Math.floor((milliValue(cpu) * sharesOfProcessor) / 1000))
}

const labelsOf = (stats: ContainerStats): Record<string, string> => {
  const {metadata, status} = stats.pod
  const uid = metadata.uid ?? ''
  return {
    container: stats.name,
    id: `/kubepods.slice/kubepods-${(status?.qosClass ?? 'BestEffort').toLowerCase()}.slice/pod${uid}/${stats.id}`,
    image: containerOf(stats)?.image ?? '',
    name: stats.id,
    namespace: metadata.namespace ?? '',
    pod: metadata.name ?? '',
  }
}

const versionHelp =
  "A metric with a constant '1' value labeled by kernel version, OS version, docker version, cadvisor version & cadvisor revision."
const versionLabels = {cadvisorRevision: '', cadvisorVersion: '', dockerVersion: '', kernelVersion: '', osVersion: ''}
