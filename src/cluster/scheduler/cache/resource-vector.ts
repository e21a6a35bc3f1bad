import type {Pod, PodSpec} from '../../../api/kinds.ts'
import {podRequests} from '../../../api/pod-requests.ts'
import {milliValue, quantityValue} from '../../../api/quantity.ts'

/** Amounts of resources as plain numbers: cpu in thousandths of a core, everything else in its own unit (bytes, pieces), rounded up. */
export type ResourceVector = Record<string, number>

export function vectorOf(quantities: Record<string, string> | undefined): ResourceVector {
  const vector: ResourceVector = {}
  for (const name in quantities) vector[name] = amountOf(name, quantities[name]!)
  return vector
}

const amountOf = (name: string, text: string): number => (name === 'cpu' ? milliValue(text) : quantityValue(text))

/** What the scheduler reserves for a pod: init containers, sidecars and overhead counted as the kubelet will. */
export function requestsOf({spec}: Pod): ResourceVector {
  if (spec === last.spec && last.requests) return last.requests
  const vector = sumOf(spec!)
  remember(spec!)
  last.requests = vector
  return vector
}

/** The same, what most pods ask for and nodes are mostly asked about close at hand. */
export interface Requests {
  cpu: number
  memory: number
  /** Whether there are others. */
  others: boolean
}

export function usualRequestsOf(pod: Pod): Requests {
  if (pod.spec === last.spec && last.usual) return last.usual
  const {cpu = 0, memory = 0, ...others} = requestsOf(pod)
  last.usual = {cpu, memory, others: Object.keys(others).length > 0}
  return last.usual
}

function sumOf(spec: PodSpec): ResourceVector {
  const vector: ResourceVector = {}
  for (const [name, amount] of podRequests(spec))
    vector[name] = name === 'cpu' ? milliValue(amount) : quantityValue(amount)
  return vector
}

/** What scoring assumes of containers that request nothing, so that they spread too; kube-scheduler's DefaultMilliCPURequest and DefaultMemoryRequest. */
const assumed = {cpu: 100, memory: 200 * 1024 * 1024}

export function scoredRequestsOf(pod: Pod): {cpu: number; memory: number} {
  const spec = pod.spec!
  if (spec === last.spec && last.scored) return last.scored
  const vector = scoredSumOf(pod)
  remember(spec)
  last.scored = vector
  return vector
}

function scoredSumOf(pod: Pod): {cpu: number; memory: number} {
  const vector = requestsOf(pod)
  const sum = {cpu: 0, memory: 0}
  for (const name of ['cpu', 'memory'] as const) {
    const silent = (pod.spec?.containers ?? []).filter(
      container => container.resources?.requests?.[name] === undefined,
    ).length
    sum[name] = (vector[name] ?? 0) + silent * assumed[name]
  }
  return sum
}

/** The pod at hand is asked about once for every node. What others ask for is not kept: a weak map of as many pods as there are costs more than the sum. */
let last: {spec?: PodSpec; requests?: ResourceVector; usual?: Requests; scored?: {cpu: number; memory: number}} = {}

function remember(spec: PodSpec): void {
  if (last.spec !== spec) last = {spec}
}
