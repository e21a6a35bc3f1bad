import type {Job, Pod} from '../../../api/kinds.ts'
import {millisecondsOf} from '../../../api/time.ts'
import {isPodActive, isPodReady, isPodTerminating, podCondition} from '../pod-state.ts'
import {completionIndex, isIndexed, parseIndexes} from './completion-index.ts'
import {judgeFailure} from './failure-policy.ts'

export const trackingFinalizer = 'batch.kubernetes.io/job-tracking'
const failureCount = 'batch.kubernetes.io/job-index-failure-count'
const ignoredCount = 'batch.kubernetes.io/job-index-ignored-failure-count'
export const failureCountAnnotations = {failures: failureCount, ignored: ignoredCount}

/** Everything that a job's pods say of it at one moment. */
export interface JobPods {
  active: Pod[]
  ready: number
  terminating: number
  /** Ended, and still held by the tracking finalizer. */
  finished: Pod[]
  succeeded: number
  failed: number
  succeededIndexes: Set<number>
  failedIndexes: Set<number> | undefined
}

export const isTracked = (pod: Pod): boolean => pod.metadata.finalizers?.includes(trackingFinalizer) ?? false
export const replacesOnlyFailed = (job: Job): boolean =>
  job.spec?.podReplacementPolicy === 'Failed' || job.spec?.podFailurePolicy !== undefined

/** A pod being deleted has failed at once, unless the job waits to see how it ends. */
export const hasFailed = (job: Job, pod: Pod): boolean =>
  pod.status?.phase === 'Failed' ||
  (pod.status?.phase !== 'Succeeded' && Boolean(pod.metadata.deletionTimestamp) && !replacesOnlyFailed(job))

export const hasSucceeded = (pod: Pod): boolean => pod.status?.phase === 'Succeeded'

/** Adds up what the status has counted, what it has noted but not counted, and what is new. */
export function surveyPods(job: Job, pods: readonly Pod[]): JobPods {
  const noted = new Set([
    ...(job.status?.uncountedTerminatedPods?.succeeded ?? []),
    ...(job.status?.uncountedTerminatedPods?.failed ?? []),
  ])
  const finished = pods.filter(pod => isTracked(pod) && (hasSucceeded(pod) || hasFailed(job, pod)))
  const fresh = finished.filter(pod => !noted.has(pod.metadata.uid!))
  const succeededIndexes = parseIndexes(job.status?.completedIndexes)
  for (const pod of finished) {
    const index = completionIndex(job, pod)
    if (hasSucceeded(pod) && index !== undefined) succeededIndexes.add(index)
  }
  const succeeded =
    (job.status?.succeeded ?? 0) +
    (job.status?.uncountedTerminatedPods?.succeeded?.length ?? 0) +
    fresh.filter(hasSucceeded).length
  const failed =
    (job.status?.failed ?? 0) +
    (job.status?.uncountedTerminatedPods?.failed?.length ?? 0) +
    fresh.filter(pod => !hasSucceeded(pod) && countsAsFailure(job, pod)).length
  const active = pods.filter(isPodActive)
  return {
    active,
    ready: active.filter(isPodReady).length,
    terminating: pods.filter(isPodTerminating).length,
    finished,
    succeeded: isIndexed(job) ? succeededIndexes.size : succeeded,
    failed,
    succeededIndexes,
    failedIndexes: failedIndexesOf(job, pods),
  }
}

export const countsAsFailure = (job: Job, pod: Pod): boolean => judgeFailure(job, pod).action !== 'Ignore'

/** How often a pod's index had failed when the pod was made. */
export const earlierFailures = (pod: Pod): {failures: number; ignored: number} => ({
  failures: Number(pod.metadata.annotations?.[failureCount] ?? 0),
  ignored: Number(pod.metadata.annotations?.[ignoredCount] ?? 0),
})

/** Indexes that have failed for good; undefined when the job does not count by index. */
function failedIndexesOf(job: Job, pods: readonly Pod[]): Set<number> | undefined {
  const limit = job.spec?.backoffLimitPerIndex
  if (limit === undefined) return undefined
  const failed = parseIndexes(job.status?.failedIndexes)
  for (const pod of pods) {
    const index = completionIndex(job, pod)
    if (index === undefined || !hasFailed(job, pod)) continue
    const {action} = judgeFailure(job, pod)
    if (action === 'FailIndex' || (action !== 'Ignore' && earlierFailures(pod).failures >= limit)) failed.add(index)
  }
  return failed
}

/** When a pod ended, as well as its status tells; milliseconds. */
export function finishTime(pod: Pod, now: number): number {
  const ends = (pod.status?.containerStatuses ?? []).map(({state}) => millisecondsOf(state?.terminated?.finishedAt))
  const known = ends.filter(end => !Number.isNaN(end))
  if (known.length > 0) return Math.max(...known)
  const since = millisecondsOf(podCondition(pod, 'Ready')?.lastTransitionTime ?? pod.metadata.deletionTimestamp)
  return Number.isNaN(since) ? now : since
}
