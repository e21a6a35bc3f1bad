import type {Job, Pod} from '../../../api/kinds.ts'
import {isNamespaceTerminating} from '../error-text.ts'
import {type PodControl, podFromTemplate} from '../pod-control.ts'
import {isPodReady} from '../pod-state.ts'
import {slowStart} from '../slow-start.ts'
import {delayAfter, remainingBackoff} from './backoff.ts'
import {completionIndex, indexKey, isIndexed, pendingIndexes} from './completion-index.ts'
import {isSuspended} from './job-conditions.ts'
import {
  countsAsFailure,
  earlierFailures,
  failureCountAnnotations,
  finishTime,
  hasFailed,
  type JobPods,
  replacesOnlyFailed,
  trackingFinalizer,
} from './job-pods.ts'

export interface ManageOptions {
  job: Job
  pods: readonly Pod[]
  survey: JobPods
  podControl: PodControl
  now: number
}

export interface ManageResult {
  /** How many pods are active now. */
  active: number
  /** When to make those that had to wait, in milliseconds from now. */
  requeueAfter?: number
  error?: unknown
}

const burst = 500

/** Makes or deletes pods until as many run as should. */
export async function managePods(options: ManageOptions): Promise<ManageResult> {
  const {job, survey, podControl} = options
  const active = survey.active.length
  const wanted = isSuspended(job) ? 0 : wantedActive(job, survey)
  const doomed = podsToDelete(job, survey, Math.max(0, active - wanted)).slice(0, burst)
  if (doomed.length > 0) {
    const results = await Promise.allSettled(doomed.map(pod => podControl.delete(job, pod)))
    const deleted = results.filter(({status}) => status === 'fulfilled').length
    const failure = results.find(result => result.status === 'rejected')
    return {active: active - deleted, error: failure?.reason}
  }
  const missing = wanted - active - (replacesOnlyFailed(job) ? survey.terminating : 0)
  return missing > 0 ? makePods(options, Math.min(missing, burst)) : {active}
}

function wantedActive(job: Job, {active, succeeded, failedIndexes}: JobPods): number {
  const {completions, parallelism = 1} = job.spec ?? {}
  if (completions === undefined) return succeeded > 0 ? active.length : parallelism
  return Math.max(0, Math.min(completions - succeeded - (failedIndexes?.size ?? 0), parallelism))
}

/** Pods whose index needs no pod (any more) go first, then those that have done least. */
function podsToDelete(job: Job, survey: JobPods, atLeast: number): Pod[] {
  const needless: Pod[] = []
  const useful: Pod[] = []
  const taken = new Set<number>([...survey.succeededIndexes, ...(survey.failedIndexes ?? [])])
  for (const pod of [...survey.active].sort(mostAdvancedFirst)) {
    const index = completionIndex(job, pod)
    if (isIndexed(job) && (index === undefined || taken.has(index))) needless.push(pod)
    else {
      if (index !== undefined) taken.add(index)
      useful.push(pod)
    }
  }
  if (needless.length >= atLeast) return needless
  return [...needless, ...useful.reverse().slice(0, atLeast - needless.length)]
}

const phases = ['Pending', 'Unknown', 'Running']
const advance = (pod: Pod): number =>
  (pod.spec?.nodeName ? 100 : 0) + phases.indexOf(pod.status?.phase ?? '') * 10 + (isPodReady(pod) ? 1 : 0)
const mostAdvancedFirst = (a: Pod, b: Pod): number =>
  advance(b) - advance(a) || ((a.metadata.creationTimestamp ?? '') < (b.metadata.creationTimestamp ?? '') ? -1 : 1)

async function makePods(options: ManageOptions, count: number): Promise<ManageResult> {
  const {job, survey, podControl} = options
  const {wait, drafts} = isIndexed(job) ? indexedDrafts(options, count) : plainDrafts(options, count)
  const {succeeded, error} = await slowStart(drafts.length, async place => {
    await podControl.create(job, drafts[place]!)
  })
  return {
    active: survey.active.length + succeeded,
    ...(wait > 0 && {requeueAfter: wait}),
    error: isNamespaceTerminating(error) ? undefined : error,
  }
}

function plainDrafts({job, pods, now}: ManageOptions, count: number): {wait: number; drafts: Pod[]} {
  const wait = remainingBackoff(endedPods(job, pods), now)
  if (wait > 0) return {wait, drafts: []}
  return {wait, drafts: Array.from({length: count}, () => tracked(podFromTemplate(job, job.spec!.template)))}
}

function indexedDrafts(options: ManageOptions, count: number): {wait: number; drafts: Pod[]} {
  const {job, pods, survey, now} = options
  const perIndex = job.spec?.backoffLimitPerIndex !== undefined
  const wait = perIndex ? 0 : remainingBackoff(endedPods(job, pods), now)
  if (wait > 0) return {wait, drafts: []}
  const taken = new Set([...survey.succeededIndexes, ...(survey.failedIndexes ?? [])])
  for (const pod of survey.active) taken.add(completionIndex(job, pod) ?? -1)
  if (replacesOnlyFailed(job))
    for (const pod of pods)
      if (pod.metadata.deletionTimestamp && !hasEnded(job, pod)) taken.add(completionIndex(job, pod) ?? -1)
  const waits: number[] = []
  const drafts = pendingIndexes(job.spec?.completions ?? 0, taken, count).flatMap(index => {
    if (!perIndex) return [indexedPod(job, index)]
    const last = lastFailure(options, index)
    const indexWait = last ? finishTime(last, now) + delayAfter(failuresAfter(job, last).failures) - now : 0
    if (indexWait <= 0) return [indexedPod(job, index, failuresAfter(job, last))]
    waits.push(indexWait)
    return []
  })
  return {wait: waits.length > 0 ? Math.min(...waits) : 0, drafts}
}

const hasEnded = (job: Job, pod: Pod): boolean => pod.status?.phase === 'Succeeded' || hasFailed(job, pod)
const endedPods = (job: Job, pods: readonly Pod[]): Pod[] => pods.filter(pod => hasEnded(job, pod))

function lastFailure({job, pods, now}: ManageOptions, index: number): Pod | undefined {
  const failed = pods.filter(pod => completionIndex(job, pod) === index && hasFailed(job, pod))
  return failed.sort((a, b) => finishTime(b, now) - finishTime(a, now))[0]
}

function failuresAfter(job: Job, last: Pod | undefined): {failures: number; ignored: number} {
  if (!last) return {failures: 0, ignored: 0}
  const {failures, ignored} = earlierFailures(last)
  return countsAsFailure(job, last) ? {failures: failures + 1, ignored} : {failures, ignored: ignored + 1}
}

function indexedPod(job: Job, index: number, counts?: {failures: number; ignored: number}): Pod {
  const pod = tracked(podFromTemplate(job, job.spec!.template))
  const {metadata, spec} = pod
  const env = {name: 'JOB_COMPLETION_INDEX', valueFrom: {fieldRef: {fieldPath: `metadata.labels['${indexKey}']`}}}
  const withIndex = <C extends {env?: {name: string}[]}>(container: C): C =>
    container.env?.some(({name}) => name === env.name)
      ? container
      : {...container, env: [...(container.env ?? []), env]}
  return {
    ...pod,
    metadata: {
      ...metadata,
      generateName: `${job.metadata.name}-${index}-`,
      labels: {...metadata.labels, [indexKey]: String(index)},
      annotations: {
        ...metadata.annotations,
        [indexKey]: String(index),
        ...(counts && {[failureCountAnnotations.failures]: String(counts.failures)}),
        ...(counts && counts.ignored > 0 && {[failureCountAnnotations.ignored]: String(counts.ignored)}),
      },
    },
    spec: {
      ...spec!,
      hostname: spec!.hostname ?? `${job.metadata.name}-${index}`,
      containers: spec!.containers.map(withIndex),
      ...(spec!.initContainers && {initContainers: spec!.initContainers.map(withIndex)}),
    },
  }
}

const tracked = (pod: Pod): Pod => ({
  ...pod,
  metadata: {...pod.metadata, finalizers: [...(pod.metadata.finalizers ?? []), trackingFinalizer]},
})
