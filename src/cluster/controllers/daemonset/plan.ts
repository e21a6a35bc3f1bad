import {scaledValue} from '../../../api/int-or-string.ts'
import type {DaemonSet, Node, Pod} from '../../../api/kinds.ts'
import {isPodFinished} from '../../../api/pod-phase.ts'
import {isPodAvailable} from '../pod-state.ts'
import type {NodeFit} from './node-fit.ts'

export interface DaemonPlan {
  /** Names of nodes that lack a pod. */
  create: string[]
  remove: Pod[]
  /** Pods that have failed and are replaced. */
  failed: Pod[]
}

export interface PlanOptions {
  set: DaemonSet
  nodes: readonly Node[]
  /** Of each of them, whether a daemon belongs there. */
  fits: ReadonlyMap<Node, NodeFit>
  podsOn: ReadonlyMap<string, Pod[]>
  /** The present template's hash. */
  hash: string
  now: number
}

export const hashLabel = 'controller-revision-hash'
export const isCurrent = (pod: Pod, hash: string): boolean => pod.metadata.labels?.[hashLabel] === hash

/** Which pods are missing and which are too many, whatever their template. */
export function planNodes({set, nodes, fits, podsOn, hash, now}: PlanOptions): DaemonPlan {
  const plan: DaemonPlan = {create: [], remove: [], failed: []}
  const known = new Set(nodes.map(({metadata}) => metadata.name!))
  for (const [name, pods] of podsOn) if (!known.has(name)) plan.remove.push(...pods.filter(isStaying))
  for (const node of nodes) {
    const pods = podsOn.get(node.metadata.name!) ?? []
    const {run, stay} = fits.get(node)!
    if (run && pods.length === 0) plan.create.push(node.metadata.name!)
    else if (stay) keepOne(plan, {set, pods, hash, now})
    else plan.remove.push(...pods.filter(isStaying))
  }
  return plan
}

/** One pod per node stays, the oldest; during a surge an available old one stays beside its successor until that is available. */
function keepOne(plan: DaemonPlan, options: {set: DaemonSet; pods: readonly Pod[]; hash: string; now: number}): void {
  const {set, pods, hash, now} = options
  const running: Pod[] = []
  for (const pod of pods.filter(isStaying)) {
    if (pod.status?.phase === 'Failed') plan.failed.push(pod)
    else if (pod.status?.phase === 'Succeeded') plan.remove.push(pod)
    else running.push(pod)
  }
  if (running.length < 2) return
  running.sort((a, b) => ((a.metadata.creationTimestamp ?? '') < (b.metadata.creationTimestamp ?? '') ? -1 : 1))
  if (surgeOf(set, 1) === 0) {
    plan.remove.push(...running.slice(1))
    return
  }
  const fresh = running.filter(pod => isCurrent(pod, hash))
  const old = running.filter(pod => !isCurrent(pod, hash))
  const ready = fresh.some(pod => isPodAvailable(pod, set.spec?.minReadySeconds ?? 0, now))
  plan.remove.push(...fresh.slice(1), ...(ready ? old : old.slice(1)))
}

/** Pods of an older template that go in this round of a rolling update, and nodes that get a second pod first. */
export function planRollingUpdate({set, nodes, fits, podsOn, hash, now}: PlanOptions): {
  remove: Pod[]
  create: string[]
} {
  const wanted = nodes.filter(node => fits.get(node)!.run)
  const surge = surgeOf(set, wanted.length)
  const unavailableLimit = unavailableOf(set, wanted.length)
  const minReady = set.spec?.minReadySeconds ?? 0
  const remove: Pod[] = []
  const create: string[] = []
  let unavailable = 0
  let surging = 0
  const candidates: Pod[] = []
  for (const {metadata} of wanted) {
    const pods = (podsOn.get(metadata.name!) ?? []).filter(pod => !isPodFinished(pod))
    const old = pods.filter(pod => !isCurrent(pod, hash) && isStaying(pod))
    const fresh = pods.filter(pod => isCurrent(pod, hash) && isStaying(pod))
    const available = pods.some(pod => isStaying(pod) && isPodAvailable(pod, minReady, now))
    if (!available) unavailable += 1
    if (fresh.length > 0 && old.length > 0) surging += 1
    if (old.length === 0 || fresh.length > 0) continue
    if (!available) remove.push(...old)
    else candidates.push(...old)
  }
  for (const pod of candidates) {
    if (surge > 0) {
      if (surging < surge) create.push(pod.spec?.nodeName ?? '')
      surging += 1
    } else if (unavailable < unavailableLimit) {
      remove.push(pod)
      unavailable += 1
    }
  }
  return {remove, create: create.filter(Boolean)}
}

const isStaying = (pod: Pod): boolean => !pod.metadata.deletionTimestamp
const surgeOf = ({spec}: DaemonSet, nodes: number): number =>
  scaledValue(spec?.updateStrategy?.rollingUpdate?.maxSurge ?? 0, nodes, {roundUp: true})
const unavailableOf = (set: DaemonSet, nodes: number): number => {
  const limit = scaledValue(set.spec?.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1, nodes, {roundUp: true})
  return limit === 0 && surgeOf(set, nodes) === 0 ? 1 : limit
}
