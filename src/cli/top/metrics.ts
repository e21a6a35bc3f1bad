import type {KubeObject} from '../../api/object.ts'
import {formatQuantity, milliValue, type Quantity, quantityValue} from '../../api/quantity.ts'
import type {Connection} from '../../client/connection.ts'
import {ask} from '../../client/discovery/ask.ts'
import {alignLines} from '../printers/tab-writer.ts'

export type Usage = Record<string, string>

/** What the metrics API says of a node. */
export interface NodeMetrics extends KubeObject {
  usage: Usage
}

/** What the metrics API says of a pod. */
export interface PodMetrics extends KubeObject {
  containers: {name: string; usage: Usage}[]
}

/** Throws where no metrics are served; the server is asked even where discovery is cached. */
export async function checkMetricsApi({client}: Connection): Promise<void> {
  const body = await ask(client, '/apis')
  const {groups = []} = (body.type === 'object' ? body.object : {}) as {groups?: {name: string}[]}
  if (!groups.some(({name}) => name === 'metrics.k8s.io')) throw new Error('Metrics API not available')
}

/** `100m`, `42Mi`. */
export function amountText(resource: 'cpu' | 'memory' | 'swap', amount: string | Quantity | undefined): string {
  const value = amount ?? '0'
  if (resource === 'cpu') return `${milliValue(value)}m`
  return `${Math.trunc(quantityValue(value) / (1024 * 1024))}Mi`
}

/** Lines whose last cells are padded, too. */
export const metricLines = (lines: readonly (readonly string[])[]): string =>
  alignLines(lines.map(line => [...line, '']))

/** Sums as a usage. */
export const usageText = (amounts: ReadonlyMap<string, Quantity>): Usage =>
  Object.fromEntries([...amounts].map(([name, amount]) => [name, formatQuantity(amount)]))

/** By name, or by the amounts of a resource, the largest first. */
export function sortMetrics<T>(
  items: readonly T[],
  by: string,
  {key, usage}: {key(item: T): string; usage(item: T): Usage},
): T[] {
  const amount = (item: T): number => milliValue(usage(item)[by] ?? '0')
  return items.toSorted((a, b) => (by ? amount(b) - amount(a) : 0) || (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

/** `--sort-by` may be cpu or memory. */
export function checkSortBy(by: string): void {
  if (by && by !== 'cpu' && by !== 'memory') throw new Error('--sort-by accepts only cpu or memory')
}
