import type {Pod} from '../../../api/kinds.ts'
import {millisecondsOf} from '../../../api/time.ts'
import {isPodReady, readySince} from '../pod-state.ts'

export interface Ranked {
  pod: Pod
  /** How many related pods share its node. */
  rank: number
}

const deletionCost = 'controller.kubernetes.io/pod-deletion-cost'
const phases = ['Pending', 'Unknown', 'Running']

/** Sorts so that the pod to delete first comes first (kube-controller-manager's ActivePodsWithRanks). */
export const byDeletionOrder =
  (now: number) =>
  (a: Ranked, b: Ranked): number => {
    for (const criterion of criteria) {
      const order = criterion(a, b, now)
      if (order !== 0) return order
    }
    return 0
  }

type Criterion = (a: Ranked, b: Ranked, now: number) => number

const ascending =
  (rankOf: (pod: Pod) => number): Criterion =>
  ({pod: a}, {pod: b}) =>
    rankOf(a) - rankOf(b)

const criteria: Criterion[] = [
  ascending(pod => (pod.spec?.nodeName ? 1 : 0)),
  ascending(pod => phases.indexOf(pod.status?.phase ?? '')),
  ascending(pod => (isPodReady(pod) ? 1 : 0)),
  ascending(pod => Number.parseInt(pod.metadata.annotations?.[deletionCost] ?? '0', 10) || 0),
  (a, b) => b.rank - a.rank,
  (a, b, now) => (isPodReady(a.pod) && isPodReady(b.pod) ? younger(a, b, now, readySince) : 0),
  ascending(pod => -restarts(pod.status?.containerStatuses)),
  ascending(pod => -restarts(pod.status?.initContainerStatuses)),
  (a, b, now) => younger(a, b, now, pod => millisecondsOf(pod.metadata.creationTimestamp)),
]

const restarts = (statuses: {restartCount: number}[] = []): number =>
  Math.max(0, ...statuses.map(status => status.restartCount))

/** The younger first, where ages of one order of magnitude count as the same and the uid decides. */
function younger({pod: a}: Ranked, {pod: b}: Ranked, now: number, timeOf: (pod: Pod) => number): number {
  const [left, right] = [timeOf(a), timeOf(b)]
  if (left === right) return 0
  if (Number.isNaN(left)) return -1
  if (Number.isNaN(right)) return 1
  const difference = magnitude(now - left) - magnitude(now - right)
  return difference !== 0 ? difference : a.metadata.uid! < b.metadata.uid! ? -1 : 1
}

const magnitude = (milliseconds: number): number => (milliseconds > 0 ? Math.floor(Math.log2(milliseconds * 1e6)) : -1)
