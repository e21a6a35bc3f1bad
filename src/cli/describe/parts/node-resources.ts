import {compareKeys} from '../../../api/json/index.ts'
import type {Node, Pod} from '../../../api/kinds.ts'
import {podLimits, podRequests} from '../../../api/pod-requests.ts'
import {formatQuantity, milliValue, type Quantity, quantityValue, zeroQuantity} from '../../../api/quantity.ts'
import {addAmounts, type ResourceAmounts} from '../../../api/resource-list.ts'
import type {Description} from '../description.ts'
import {ageOf} from './values.ts'

type Amounts = Record<string, string>

/** What the pods of a node ask for, one by one and together. */
export function writeNodeResources(out: Description, {status}: Node, pods: readonly Pod[], now: number): void {
  const {capacity = {}, allocatable = {}} = status ?? {}
  const total = Object.keys(allocatable).length > 0 ? allocatable : capacity
  out.line(0, `Non-terminated Pods:\t(${pods.length} in total)`)
  out.line(1, 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge')
  out.line(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---')
  const requests: ResourceAmounts = new Map()
  const limits: ResourceAmounts = new Map()
  for (const {metadata, spec = {containers: []}} of pods) {
    const asked = podRequests(spec)
    const allowed = podLimits(spec)
    addAmounts(requests, asked)
    addAmounts(limits, allowed)
    const shares = ['cpu', 'memory'].flatMap(name => [share(asked, name, total), share(allowed, name, total)])
    out.line(
      1,
      `${metadata.namespace}\t${metadata.name}\t\t${shares.join('\t')}\t${ageOf(metadata.creationTimestamp, now)}`,
    )
  }
  out.line(0, 'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)')
  out.line(1, 'Resource\tRequests\tLimits')
  out.line(1, '--------\t--------\t------')
  const names = Object.keys(total).sort(compareKeys)
  const pages = names.filter(name => name.startsWith('hugepages-'))
  for (const name of ['cpu', 'memory', 'ephemeral-storage', ...pages])
    out.line(1, `${name}\t${share(requests, name, total)}\t${share(limits, name, total)}`)
  for (const name of names.filter(isExtended))
    out.line(1, `${name}\t${formatQuantity(amountOf(requests, name))}\t${formatQuantity(amountOf(limits, name))}`)
}

const isExtended = (name: string): boolean =>
  !['cpu', 'memory', 'ephemeral-storage', 'pods'].includes(name) && !name.startsWith('hugepages-')

const amountOf = (amounts: ResourceAmounts, name: string): Quantity => amounts.get(name) ?? zeroQuantity

/** `250m (6%)`: an amount and how much of the node's that is. */
function share(amounts: ResourceAmounts, name: string, total: Amounts): string {
  const amount = amountOf(amounts, name)
  const count = name === 'cpu' ? milliValue : quantityValue
  const whole = count(total[name] ?? '0')
  const percent = whole === 0 ? 0 : Math.trunc((count(amount) / whole) * 100)
  return `${formatQuantity(amount)} (${percent}%)`
}
