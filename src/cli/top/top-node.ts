import {builtin} from '../../api/builtin-resources.ts'
import type {Node} from '../../api/kinds.ts'
import {milliValue, quantityValue} from '../../api/quantity.ts'
import {parseLabelSelector} from '../../api/selectors/index.ts'
import {usageError} from '../errors/command-error.ts'
import {bool, string} from '../flags/flag.ts'
import {selectorFlag} from '../flags/target-flags.ts'
import type {Invocation} from '../invocation.ts'
import {amountText, checkMetricsApi, checkSortBy, metricLines, type NodeMetrics, sortMetrics} from './metrics.ts'

export const topNodeFlags = {
  ...selectorFlag,
  'no-headers': bool({usage: 'Leave the line of headers out.'}),
  'show-capacity': bool({usage: 'Take shares of the capacity, not of what pods can have.'}),
  'show-swap': bool({usage: 'Also what nodes use of their swap.'}),
  'sort-by': string({usage: "Sort by 'cpu' or 'memory'."}),
  'use-protocol-buffers': bool({default: true, usage: 'Ask for metrics as protocol buffers.'}),
}

export type TopNodeInvocation = Invocation<typeof topNodeFlags>

/** Prints what nodes use. */
export async function topNode(invocation: TopNodeInvocation): Promise<void> {
  const {flags, args, commandPath} = invocation
  if (args.length > 1) throw usageError(commandPath, 'node [NAME | -l label]')
  const [name] = args
  checkSortBy(flags['sort-by'])
  if (name && flags.selector) throw new Error('only one of NAME or --selector can be provided')
  // kubectl parses the selector itself.
  parseLabelSelector(flags.selector)
  const connection = await invocation.connect()
  await checkMetricsApi(connection)
  const {client} = connection
  const path = {group: 'metrics.k8s.io', version: 'v1beta1', resource: 'nodes'}
  const {nodes} = builtin
  const labels = {labelSelector: flags.selector}
  const metrics = name
    ? [await client.get<NodeMetrics>({...path, name})]
    : (await client.list<NodeMetrics>(path, labels)).items
  if (metrics.length === 0) throw new Error('metrics not available yet')
  const found = name ? [await client.get<Node>({...nodes, name})] : (await client.list<Node>(nodes, labels)).items
  const sorted = sortMetrics(metrics, flags['sort-by'], {
    key: ({metadata}) => metadata.name ?? '',
    usage: ({usage}) => usage,
  })
  const measured = new Set(metrics.map(({metadata}) => metadata.name))
  const lines = [
    ...sorted.map(metric => lineOf(metric, found, flags)),
    ...found
      .filter(({metadata}) => !measured.has(metadata.name))
      .map(({metadata}) => [
        metadata.name ?? '',
        ...Array.from({length: flags['show-swap'] ? 6 : 4}, () => '<unknown>'),
      ]),
  ]
  const titles = [
    'NAME',
    'CPU(cores)',
    'CPU(%)',
    'MEMORY(bytes)',
    'MEMORY(%)',
    ...(flags['show-swap'] ? ['SWAP(bytes)', 'SWAP(%)'] : []),
  ]
  invocation.out(metricLines(flags['no-headers'] ? lines : [titles, ...lines]))
}

function lineOf(
  {metadata, usage}: NodeMetrics,
  nodes: readonly Node[],
  {'show-capacity': ofCapacity, 'show-swap': withSwap}: TopNodeInvocation['flags'],
): string[] {
  const status = nodes.find(node => node.metadata.name === metadata.name)?.status
  const swap = status?.nodeInfo?.swap?.capacity
  const swapShare = swap ? Math.trunc((quantityValue(usage['swap'] ?? '0') / swap) * 100) : 0
  const swapText =
    swap === undefined ? ['<unknown>', '<unknown>'] : [amountText('swap', usage['swap']), `${swapShare}%`]
  const total = (ofCapacity ? status?.capacity : status?.allocatable) ?? {}
  // A node that does not say what it has gets no column for the share: what comes next moves up.
  const share = (resource: string, count: (value: string) => number): string[] => {
    const whole = total[resource]
    if (whole === undefined) return []
    return [`${Math.trunc((count(usage[resource] ?? '0') / (count(whole) || Infinity)) * 100)}%`]
  }
  return [
    metadata.name ?? '',
    amountText('cpu', usage['cpu']),
    ...share('cpu', milliValue),
    amountText('memory', usage['memory']),
    ...share('memory', quantityValue),
    ...(withSwap ? swapText : []),
  ]
}
