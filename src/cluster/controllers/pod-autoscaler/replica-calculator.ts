import type {Pod} from '../../../api/kinds.ts'
import {podRequests} from '../../../api/pod-requests.ts'
import {milliValue} from '../../../api/quantity.ts'
import {millisecondsOf} from '../../../api/time.ts'
import {isPodReady, podCondition} from '../pod-state.ts'
import type {PodMetrics} from './metrics-apis.ts'

/** How many pods there should be, and what one uses now: in thousandths, and as a percentage of its request. */
export interface Proposal {
  replicas: number
  usage: number
  utilization?: number
}

interface Usage {
  ratio: number
  usage: number
  utilization?: number
}

/** Until so long after its start a pod's processor time counts only if it was ready while it was measured. */
const initialization = 5 * 60_000

/** A pod that became ready later than this after its start has been ready before. */
const initialReadiness = 30_000

/** How far usage may be off its target without consequence, as a share of it. */
const tolerance = 0.1

export const isOnTarget = (ratio: number): boolean => 1 - tolerance <= ratio && ratio <= 1 + tolerance

/** How many pods there should be so that each uses `target` percent of what it requests. */
export function replicasForUtilization(
  pods: readonly Pod[],
  metrics: PodMetrics,
  options: {resource: string; container?: string; target: number; current: number; now: number},
): Proposal {
  const {resource, container, target} = options
  const requests = () => new Map(pods.map(pod => [pod.metadata.name!, requestOf(pod, resource, container)]))
  let known: Map<string, number> | undefined
  const usageOf = (values: ReadonlyMap<string, number>): Usage => {
    known ??= requests()
    let used = 0
    let requested = 0
    for (const [name, value] of values) {
      used += value
      requested += known.get(name) ?? 0
    }
    if (requested === 0) throw new Error('no metrics returned matched known pods')
    const utilization = Math.floor((used * 100) / requested)
    return {ratio: utilization / target, usage: Math.floor(used / values.size), utilization}
  }
  const missingValue = (name: string): number => Math.floor(((known?.get(name) ?? 0) * Math.max(100, target)) / 100)
  return propose(pods, metrics, {...options, usageOf, missingValue})
}

/** How many pods there should be so that each uses `target`, in thousandths. */
export function replicasForUsage(
  pods: readonly Pod[],
  metrics: PodMetrics,
  options: {resource?: string; target: number; current: number; now: number},
): Proposal {
  const {target} = options
  const usageOf = (values: ReadonlyMap<string, number>): Usage => {
    const total = [...values.values()].reduce((sum, value) => sum + value, 0)
    const usage = Math.floor(total / values.size)
    return {ratio: usage / target, usage}
  }
  return propose(pods, metrics, {...options, usageOf, missingValue: () => target})
}

/** How many pods there should be when something that is not theirs is `ratio` times its target. */
export function replicasForRatio(pods: readonly Pod[], {ratio, current}: {ratio: number; current: number}): number {
  if (current === 0) return Math.ceil(ratio)
  if (isOnTarget(ratio)) return current
  if (pods.length === 0)
    throw new Error('unable to calculate ready pods: no pods returned by selector while calculating replica count')
  return Math.ceil(ratio * pods.filter(pod => pod.status?.phase === 'Running' && isPodReady(pod)).length)
}

/** Pods that do not count yet use nothing when growing; those without a measurement are on target when shrinking. */
function propose(
  pods: readonly Pod[],
  metrics: PodMetrics,
  {
    resource,
    current,
    now,
    usageOf,
    missingValue,
  }: {
    resource?: string
    current: number
    now: number
    usageOf: (values: ReadonlyMap<string, number>) => Usage
    missingValue: (name: string) => number
  },
): Proposal {
  if (pods.length === 0) throw new Error('no pods returned by selector while calculating replica count')
  const {ready, unready, missing, values} = group(pods, metrics, resource, now)
  if (values.size === 0) throw new Error('did not receive metrics for targeted pods (pods might be unready)')
  const {ratio, ...measured} = usageOf(values)
  const stay = {replicas: current, ...measured}
  const growPastUnready = unready.length > 0 && ratio > 1
  if (!growPastUnready && missing.length === 0)
    return isOnTarget(ratio) ? stay : {replicas: Math.ceil(ratio * ready), ...measured}

  const supposed = new Map(values)
  if (ratio !== 1) for (const name of missing) supposed.set(name, ratio < 1 ? missingValue(name) : 0)
  if (growPastUnready) for (const name of unready) supposed.set(name, 0)
  const again = usageOf(supposed).ratio
  if (isOnTarget(again) || (ratio < 1 && again > 1) || (ratio > 1 && again < 1)) return stay
  const replicas = Math.ceil(again * supposed.size)
  const otherWay = (again < 1 && replicas > current) || (again > 1 && replicas < current)
  return otherWay ? stay : {replicas, ...measured}
}

function group(pods: readonly Pod[], metrics: PodMetrics, resource: string | undefined, now: number) {
  const unready: string[] = []
  const missing: string[] = []
  const values = new Map([...metrics].map(([name, {value}]) => [name, value]))
  let ready = 0
  for (const pod of pods) {
    const name = pod.metadata.name!
    const {phase} = pod.status ?? {}
    const ignored = pod.metadata.deletionTimestamp !== undefined || phase === 'Failed'
    if (!ignored && phase !== 'Pending' && !metrics.has(name)) missing.push(name)
    else if (ignored || phase === 'Pending' || (resource === 'cpu' && isUnready(pod, metrics, now))) {
      values.delete(name)
      if (!ignored) unready.push(name)
    } else ready++
  }
  return {ready, unready, missing, values}
}

function isUnready(pod: Pod, metrics: PodMetrics, now: number): boolean {
  const condition = podCondition(pod, 'Ready')
  if (!condition || !pod.status?.startTime) return true
  const start = millisecondsOf(pod.status.startTime)
  const changed = millisecondsOf(condition.lastTransitionTime)
  const {time, window} = metrics.get(pod.metadata.name!)!
  if (start + initialization > now) return condition.status === 'False' || time < changed + window
  return condition.status === 'False' && start + initialReadiness > changed
}

function requestOf({metadata, spec}: Pod, resource: string, container: string | undefined): number {
  if (!container && Object.keys(spec?.resources?.requests ?? {}).length > 0) {
    const request = podRequests(spec!).get(resource)
    if (request === undefined) throw new Error(`missing pod-level request for ${resource} in Pod ${metadata.name}`)
    return milliValue(request)
  }
  const sidecars = (spec?.initContainers ?? []).filter(({restartPolicy}) => restartPolicy === 'Always')
  let total = 0
  for (const {name, resources} of [...(spec?.containers ?? []), ...sidecars]) {
    if (container && name !== container) continue
    const request = resources?.requests?.[resource]
    if (request === undefined)
      throw new Error(`missing request for ${resource} in container ${name} of Pod ${metadata.name}`)
    total += milliValue(request)
  }
  return total
}
