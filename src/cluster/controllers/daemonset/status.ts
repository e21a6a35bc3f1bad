import type {DaemonSet} from '../../../api/kinds.ts'
import {isPodAvailable, isPodReady} from '../pod-state.ts'
import {isCurrent, type PlanOptions} from './plan.ts'

type Status = NonNullable<DaemonSet['status']>

/** The status that follows from a daemon's pods on the nodes. */
export function daemonSetStatus(options: PlanOptions & {collisionCount: number | undefined}): Status {
  const {set, nodes, fits, podsOn, hash, now, collisionCount} = options
  const counts = {desired: 0, current: 0, misscheduled: 0, ready: 0, available: 0, updated: 0}
  for (const node of nodes) {
    const pods = podsOn.get(node.metadata.name!) ?? []
    if (!fits.get(node)!.run) {
      if (pods.length > 0) counts.misscheduled += 1
      continue
    }
    counts.desired += 1
    if (pods.length === 0) continue
    counts.current += 1
    if (pods.some(pod => isCurrent(pod, hash))) counts.updated += 1
    if (pods.some(isPodReady)) counts.ready += 1
    if (pods.some(pod => isPodAvailable(pod, set.spec?.minReadySeconds ?? 0, now))) counts.available += 1
  }
  const unavailable = counts.desired - counts.available
  return {
    currentNumberScheduled: counts.current,
    numberMisscheduled: counts.misscheduled,
    desiredNumberScheduled: counts.desired,
    numberReady: counts.ready,
    observedGeneration: set.metadata.generation ?? 0,
    ...(counts.updated > 0 && {updatedNumberScheduled: counts.updated}),
    ...(counts.available > 0 && {numberAvailable: counts.available}),
    ...(unavailable > 0 && {numberUnavailable: unavailable}),
    ...(collisionCount !== undefined && {collisionCount}),
    ...(set.status?.conditions && {conditions: set.status.conditions}),
  }
}
