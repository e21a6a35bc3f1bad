import type {Pod, PodCondition} from '../../api/kinds.ts'
import {isPodFinished} from '../../api/pod-phase.ts'
import {millisecondsOf} from '../../api/time.ts'

export const podCondition = (pod: Pod, type: string): PodCondition | undefined =>
  pod.status?.conditions?.find(condition => condition.type === type)

export const isPodReady = (pod: Pod): boolean => podCondition(pod, 'Ready')?.status === 'True'

/** Still counts towards a controller's replicas. */
export const isPodActive = (pod: Pod): boolean => !isPodFinished(pod) && !pod.metadata.deletionTimestamp

export const isPodTerminating = (pod: Pod): boolean => !isPodFinished(pod) && Boolean(pod.metadata.deletionTimestamp)

/** When a pod became ready, in milliseconds; NaN when it is not. */
export const readySince = (pod: Pod): number =>
  isPodReady(pod) ? millisecondsOf(podCondition(pod, 'Ready')?.lastTransitionTime) : Number.NaN

/** Ready for at least so many seconds. */
export const isPodAvailable = (pod: Pod, minReadySeconds: number, now: number): boolean =>
  isPodReady(pod) && (minReadySeconds === 0 || readySince(pod) + minReadySeconds * 1000 <= now)

/** In how many milliseconds the next of these ready pods becomes available; undefined when none is on its way. */
export function nextAvailability(pods: readonly Pod[], minReadySeconds: number, now: number): number | undefined {
  if (minReadySeconds === 0) return undefined
  const waits = pods
    .filter(pod => isPodReady(pod) && !isPodAvailable(pod, minReadySeconds, now))
    .map(pod => readySince(pod) + minReadySeconds * 1000 - now)
  return waits.length > 0 ? Math.min(...waits) : undefined
}
