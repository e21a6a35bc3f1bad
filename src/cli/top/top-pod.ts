import {addAmounts, type ResourceAmounts, resourceAmounts} from '../../api/resource-list.ts'
import {parseFieldSelector, parseLabelSelector} from '../../api/selectors/index.ts'
import {usageError} from '../errors/command-error.ts'
import {bool, string} from '../flags/flag.ts'
import {allNamespacesFlag, fieldSelectorFlag, selectorFlag} from '../flags/target-flags.ts'
import type {Invocation} from '../invocation.ts'
import {
  amountText,
  checkMetricsApi,
  checkSortBy,
  metricLines,
  type PodMetrics,
  sortMetrics,
  type Usage,
  usageText,
} from './metrics.ts'

export const topPodFlags = {
  ...selectorFlag,
  ...fieldSelectorFlag,
  ...allNamespacesFlag,
  containers: bool({usage: 'What the containers of pods use.'}),
  'no-headers': bool({usage: 'Leave the line of headers out.'}),
  'show-swap': bool({usage: 'Also what pods use of the swap.'}),
  'sort-by': string({usage: "Sort by 'cpu' or 'memory'."}),
  sum: bool({usage: 'Also what all use together.'}),
  'use-protocol-buffers': bool({default: true, usage: 'Ask for metrics as protocol buffers.'}),
}

export type TopPodInvocation = Invocation<typeof topPodFlags>

/** Prints what pods use. */
export async function topPod(invocation: TopPodInvocation): Promise<void> {
  const {flags, args, commandPath} = invocation
  if (args.length > 1) throw usageError(commandPath, 'pod [NAME | -l label]')
  const [name] = args
  checkSortBy(flags['sort-by'])
  if (name && (flags.selector || flags['field-selector']))
    throw new Error('only one of NAME or selector can be provided')
  // kubectl parses selectors itself.
  parseLabelSelector(flags.selector)
  parseFieldSelector(flags['field-selector'])
  const connection = await invocation.connect()
  await checkMetricsApi(connection)
  const metrics = await metricsOf(invocation, name)
  if (metrics.length === 0) return await explainNothing(invocation, name)
  const sorted = sortMetrics(metrics, flags['sort-by'], {
    key: ({metadata}) => `${metadata.namespace}/${metadata.name}`,
    usage: usageOf,
  })
  const lines = sorted.flatMap(metric => linesOf(invocation, metric))
  const total = flags.sum ? totalLines(invocation, metrics) : []
  const titles = [
    ...(flags['all-namespaces'] ? ['NAMESPACE'] : []),
    ...(flags.containers ? ['POD'] : []),
    'NAME',
    'CPU(cores)',
    'MEMORY(bytes)',
    ...(flags['show-swap'] ? ['SWAP(bytes)'] : []),
  ]
  invocation.out(metricLines(flags['no-headers'] ? [...lines, ...total] : [titles, ...lines, ...total]))
}

const metricsPath = {group: 'metrics.k8s.io', version: 'v1beta1', resource: 'pods'}

async function metricsOf(invocation: TopPodInvocation, name: string | undefined): Promise<PodMetrics[]> {
  const {flags} = invocation
  const {client, namespace} = await invocation.connect()
  if (name && !flags['all-namespaces']) return [await client.get<PodMetrics>({...metricsPath, namespace, name})]
  const {items} = await client.list<PodMetrics>(
    {...metricsPath, ...(!flags['all-namespaces'] && {namespace})},
    {labelSelector: flags.selector, fieldSelector: flags['field-selector']},
  )
  return name ? items.filter(({metadata}) => metadata.name === name) : items
}

async function explainNothing(invocation: TopPodInvocation, name: string | undefined): Promise<void> {
  const {flags} = invocation
  const {client, namespace} = await invocation.connect()
  const path = {group: '', version: 'v1', resource: 'pods', ...(!flags['all-namespaces'] && {namespace})}
  const {items} = await client.list(path, {labelSelector: flags.selector, fieldSelector: flags['field-selector']})
  if (name || items.length > 0) throw new Error('metrics not available yet')
  invocation.err(flags['all-namespaces'] ? 'No resources found\n' : `No resources found in ${namespace} namespace.\n`)
}

function usageOf({containers}: PodMetrics): Usage {
  const total: ResourceAmounts = new Map()
  for (const {usage} of containers) addAmounts(total, resourceAmounts(usage))
  return usageText(total)
}

const amounts = (usage: Usage, withSwap: boolean): string[] => [
  amountText('cpu', usage['cpu']),
  amountText('memory', usage['memory']),
  ...(withSwap ? [amountText('swap', usage['swap'])] : []),
]

function linesOf({flags}: TopPodInvocation, metric: PodMetrics): string[][] {
  const {name = '', namespace = ''} = metric.metadata
  const space = flags['all-namespaces'] ? [namespace] : []
  if (!flags.containers) return [[...space, name, ...amounts(usageOf(metric), flags['show-swap'])]]
  const sorted = sortMetrics(metric.containers, flags['sort-by'], {key: item => item.name, usage: item => item.usage})
  return sorted.map(container => [...space, name, container.name, ...amounts(container.usage, flags['show-swap'])])
}

function totalLines({flags}: TopPodInvocation, metrics: readonly PodMetrics[]): string[][] {
  const total: ResourceAmounts = new Map()
  for (const metric of metrics) addAmounts(total, resourceAmounts(usageOf(metric)))
  // Columns before the name count only where they have a header.
  const titled = flags['no-headers'] ? 0 : (flags['all-namespaces'] ? 1 : 0) + (flags.containers ? 1 : 0)
  const empty = (length: number): string[] => Array.from({length}, () => '')
  const columns = titled + 3 + (flags['show-swap'] ? 1 : 0)
  return [
    [...empty(columns - 2), '________', '________'],
    [...empty(columns - 3), '', ...amounts(usageText(total), flags['show-swap'])],
  ]
}
