import type {Job, Pod} from '../../../api/kinds.ts'
import {millisecondsOf} from '../../../api/time.ts'
import {timestamp} from '../../runtime/clock.ts'
import {findCondition, isConditionTrue} from '../condition.ts'
import {isIndexed} from './completion-index.ts'
import {judgeFailure} from './failure-policy.ts'
import {hasFailed, type JobPods} from './job-pods.ts'
import {metSuccessPolicy} from './success-policy.ts'

export type JobCondition = NonNullable<NonNullable<Job['status']>['conditions']>[number]

export const jobCondition = (
  type: string,
  status: string,
  reason: string,
  message: string,
  now: number,
): JobCondition => {
  const time = timestamp(now)
  return {type, status, lastProbeTime: time, lastTransitionTime: time, reason, message}
}

/** Complete or Failed: nothing happens to it any more. */
export const isFinished = (job: Job): boolean =>
  isConditionTrue(job.status?.conditions, 'Complete') || isConditionTrue(job.status?.conditions, 'Failed')

/** How it ends is decided; its pods may still run. */
export const isEnding = (job: Job): boolean =>
  isConditionTrue(job.status?.conditions, 'FailureTarget') ||
  isConditionTrue(job.status?.conditions, 'SuccessCriteriaMet')

export const isSuspended = (job: Job): boolean => job.spec?.suspend ?? false

/** When an active job's deadline is; milliseconds. */
export function deadlineOf(job: Job): number | undefined {
  const {activeDeadlineSeconds} = job.spec ?? {}
  const start = millisecondsOf(job.status?.startTime)
  if (activeDeadlineSeconds === undefined || Number.isNaN(start) || isSuspended(job)) return undefined
  return start + activeDeadlineSeconds * 1000
}

/** Why a job is at its end, as the condition that says so before its last pods are gone; undefined while it goes on. */
export function outcome(job: Job, pods: readonly Pod[], survey: JobPods, now: number): JobCondition | undefined {
  const noted =
    findCondition(job.status?.conditions, 'SuccessCriteriaMet') ??
    findCondition(job.status?.conditions, 'FailureTarget')
  if (noted) return noted
  const failure = (reason: string, message: string) => jobCondition('FailureTarget', 'True', reason, message, now)
  for (const pod of pods) {
    if (!hasFailed(job, pod)) continue
    const {action, message} = judgeFailure(job, pod)
    if (action === 'FailJob') return failure('PodFailurePolicy', message!)
  }
  if (exceedsBackoffLimit(job, survey))
    return failure('BackoffLimitExceeded', 'Job has reached the specified backoff limit')
  const deadline = deadlineOf(job)
  if (deadline !== undefined && deadline <= now)
    return failure('DeadlineExceeded', 'Job was active longer than specified deadline')
  const {failedIndexes, succeededIndexes} = survey
  if (failedIndexes && job.spec?.maxFailedIndexes !== undefined && failedIndexes.size > job.spec.maxFailedIndexes)
    return failure('MaxFailedIndexesExceeded', 'Job has exceeded the specified maximal number of failed indexes')
  const message = isIndexed(job) ? metSuccessPolicy(job, succeededIndexes) : undefined
  return message ? jobCondition('SuccessCriteriaMet', 'True', 'SuccessPolicy', message, now) : undefined
}

/** Whether what was to be done has been done, given how many pods still run. */
export function completion(job: Job, survey: JobPods, active: number, now: number): JobCondition | undefined {
  const {completions} = job.spec ?? {}
  const {succeeded, failedIndexes} = survey
  if (failedIndexes && failedIndexes.size > 0 && active === 0 && succeeded + failedIndexes.size >= (completions ?? 0))
    return jobCondition('FailureTarget', 'True', 'FailedIndexes', 'Job has failed indexes', now)
  const done = completions === undefined ? succeeded > 0 && active === 0 : succeeded >= completions && active === 0
  if (!done) return undefined
  const message = 'Reached expected number of succeeded pods'
  return jobCondition('SuccessCriteriaMet', 'True', 'CompletionsReached', message, now)
}

function exceedsBackoffLimit(job: Job, {failed, active}: JobPods): boolean {
  const limit = job.spec?.backoffLimit ?? 6
  if (failed > limit) return true
  if (job.spec?.template.spec?.restartPolicy !== 'OnFailure') return false
  const restarts = active
    .filter(({status}) => status?.phase === 'Running' || status?.phase === 'Pending')
    .flatMap(({status}) => [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])])
    .reduce((total, {restartCount}) => total + restartCount, 0)
  return limit === 0 ? restarts > 0 : restarts >= limit
}
