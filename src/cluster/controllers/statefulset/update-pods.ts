import type {ControllerRevision, Pod, StatefulSet} from '../../../api/kinds.ts'
import {isPodFinished} from '../../../api/pod-phase.ts'
import {isPodAvailable, isPodReady} from '../pod-state.ts'
import {firstOrdinal, ordinalOf, revisionOf} from './identity.ts'
import type {PodSteps} from './pod-steps.ts'

export interface UpdateOptions {
  set: StatefulSet
  pods: readonly Pod[]
  current: ControllerRevision
  update: ControllerRevision
  steps: PodSteps
  now: number
}

/** One round over a set's pods: one step in order, or all steps at once for a set that manages its pods in parallel. */
export async function updatePods(options: UpdateOptions): Promise<void> {
  const {set, pods} = options
  const first = firstOrdinal(set)
  const end = first + (set.spec?.replicas ?? 1)
  const byOrdinal = new Map(pods.map(pod => [ordinalOf(set, pod), pod]))
  const ordered = set.spec?.podManagementPolicy !== 'Parallel'
  for (let ordinal = first; ordinal < end; ordinal += 1) {
    const waits = await ensure(options, ordinal, byOrdinal.get(ordinal))
    if (waits && ordered) return
  }
  const condemned = [...byOrdinal].filter(([ordinal]) => ordinal >= 0 && (ordinal < first || ordinal >= end))
  condemned.sort(([a], [b]) => b - a)
  const unhealthy = pods.filter(pod => !isHealthy(set, pod, options.now)).sort(byOrdinalOf(set))[0]
  for (const [ordinal, pod] of condemned) await options.steps.ownClaims(set, pod, {ordinal, isCondemned: true})
  for (const [, pod] of condemned) {
    const waits = await condemn(options, pod, unhealthy)
    if (waits && ordered) return
  }
  if (set.spec?.updateStrategy?.type !== 'OnDelete') await replaceOutdated(options, byOrdinal, first, end)
}

/** Sees to it that an ordinal has its pod; returns whether the next ordinal has to wait for it. */
async function ensure(options: UpdateOptions, ordinal: number, pod: Pod | undefined): Promise<boolean> {
  const {set, steps, now} = options
  if (!pod) {
    if (!set.metadata.deletionTimestamp) await steps.create(set, revisionFor(options, ordinal), ordinal)
    return true
  }
  if (isPodFinished(pod)) {
    if (!pod.metadata.deletionTimestamp) await steps.recreate(set, pod)
    return true
  }
  const isReady = isHealthy(set, pod, now)
  if (isReady || set.spec?.podManagementPolicy === 'Parallel')
    await steps.ownClaims(set, pod, {ordinal, isCondemned: false})
  return !isReady
}

async function condemn({set, steps, now}: UpdateOptions, pod: Pod, unhealthy: Pod | undefined): Promise<boolean> {
  if (pod.metadata.deletionTimestamp) return true
  const ordered = set.spec?.podManagementPolicy !== 'Parallel'
  if (ordered && !isHealthy(set, pod, now) && pod !== unhealthy) return true
  await steps.delete(set, pod)
  return true
}

/** From the highest ordinal down to the partition, replaces pods of other revisions, one at a time. */
async function replaceOutdated(
  {set, update, steps, now}: UpdateOptions,
  byOrdinal: ReadonlyMap<number, Pod>,
  first: number,
  end: number,
): Promise<void> {
  const lowest = Math.max(first, set.spec?.updateStrategy?.rollingUpdate?.partition ?? 0)
  for (let ordinal = end - 1; ordinal >= lowest; ordinal -= 1) {
    const pod = byOrdinal.get(ordinal)
    if (!pod) return
    if (revisionOf(pod) !== update.metadata.name && !pod.metadata.deletionTimestamp) return steps.delete(set, pod)
    if (!isHealthy(set, pod, now)) return
  }
}

/** Ordinals below the partition stay at the current revision; so do those that a rolling update has not reached yet. */
function revisionFor({set, current, update}: UpdateOptions, ordinal: number): ControllerRevision {
  const {type, rollingUpdate} = set.spec?.updateStrategy ?? {}
  if (type === 'OnDelete') return update
  const partition = rollingUpdate?.partition ?? 0
  const reached = firstOrdinal(set) + (set.status?.currentReplicas ?? 0)
  const old = partition > 0 ? ordinal < partition : ordinal < reached
  return old ? current : update
}

const isHealthy = (set: StatefulSet, pod: Pod, now: number): boolean =>
  pod.status?.phase === 'Running' &&
  isPodReady(pod) &&
  !pod.metadata.deletionTimestamp &&
  isPodAvailable(pod, set.spec?.minReadySeconds ?? 0, now)

const byOrdinalOf =
  (set: StatefulSet) =>
  (a: Pod, b: Pod): number =>
    ordinalOf(set, a) - ordinalOf(set, b)
