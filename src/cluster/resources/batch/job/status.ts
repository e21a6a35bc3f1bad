import {duplicate, type FieldError, invalidValue, required} from '../../../../api/field-error.ts'
import type {Job} from '../../../../api/kinds.ts'
import {sameMeaning} from '../../validation/equality.ts'
import type {Errors} from '../../validation/errors.ts'
import {nonNegativeCounts} from '../../validation/statuses.ts'
import {countIndexes} from './index-ranges.ts'
import {withoutValue} from './pod-failure-policy.ts'

type Status = NonNullable<Job['status']>

/** What a controller may say of a job: nothing that contradicts itself or takes an ending back. */
export const validateJobStatus = (job: Job, old: Job): FieldError[] => [
  ...countErrors(job.status ?? {}),
  ...endingErrors(job, old),
  ...indexErrors(job, old),
  ...changeErrors(job, old),
]

const isTrue = ({status}: Job, type: string): boolean =>
  status?.conditions?.some(condition => condition.type === type && condition.status === 'True') ?? false

const isFinished = (job: Job): boolean => isTrue(job, 'Complete') || isTrue(job, 'Failed')

function* countErrors(status: Status): Errors {
  yield* nonNegativeCounts('status', status, ['active', 'succeeded', 'failed', 'ready', 'terminating'])
  const seen = new Set<string>()
  for (const list of ['succeeded', 'failed'] as const)
    for (const [index, uid] of (status.uncountedTerminatedPods?.[list] ?? []).entries()) {
      const path = `status.uncountedTerminatedPods.${list}[${index}]`
      if (uid === '') yield invalidValue(path, uid, 'must not be empty')
      else if (seen.has(uid)) yield duplicate(path, uid)
      seen.add(uid)
    }
}

const conflicts = [
  ['Complete', 'Failed', 'cannot set Complete=True and Failed=true conditions'],
  ['Complete', 'FailureTarget', 'cannot set Complete=True and FailureTarget=true conditions'],
] as const

const lateConflicts = [
  ['SuccessCriteriaMet', 'Failed', 'cannot set SuccessCriteriaMet=True and Failed=true conditions'],
  ['SuccessCriteriaMet', 'FailureTarget', 'cannot set SuccessCriteriaMet=True and FailureTarget=true conditions'],
] as const

function* endingErrors(job: Job, old: Job): Errors {
  const {startTime, completionTime, active = 0, ready = 0, terminating = 0, uncountedTerminatedPods} = job.status ?? {}
  const path = 'status.conditions'
  const completes = isTrue(job, 'Complete')
  const ends = isFinished(job) && !isFinished(old)
  for (const [one, other, message] of conflicts)
    if (isTrue(job, one) && isTrue(job, other)) yield withoutValue(path, message)
  if (completionTime && !completes)
    yield invalidValue(
      'status.completionTime',
      completionTime,
      'cannot set completionTime when there is no Complete=True condition',
    )
  if (!completionTime && completes)
    yield required('status.completionTime', 'completionTime is required for Complete jobs')
  if (startTime && completionTime && Date.parse(completionTime) < Date.parse(startTime))
    yield invalidValue('status.completionTime', completionTime, 'must be equal to or after `startTime`')
  if (isTrue(job, 'Failed') && !isTrue(old, 'Failed') && !isTrue(job, 'FailureTarget'))
    yield withoutValue(path, 'cannot set Failed=True condition without the FailureTarget=true condition')
  if (completes && !isTrue(old, 'Complete') && !isTrue(job, 'SuccessCriteriaMet'))
    yield withoutValue(path, 'cannot set Complete=True condition without the SuccessCriteriaMet=true condition')
  if (ends && active > 0) yield invalidValue('status.active', active, 'active>0 is invalid for finished job')
  if (ends && !startTime) yield required('status.startTime', 'startTime is required for finished job')
  const {failed = [], succeeded = []} = uncountedTerminatedPods ?? {}
  if (ends && failed.length + succeeded.length > 0)
    yield invalidValue(
      'status.uncountedTerminatedPods',
      {Succeeded: succeeded, Failed: failed},
      'must be empty for finished job',
    )
  if (ends && terminating > 0)
    yield invalidValue('status.terminating', terminating, 'terminating>0 is invalid for finished job')
  if (ready > active) yield invalidValue('status.ready', ready, 'cannot set more ready pods than active')
  for (const [one, other, message] of lateConflicts)
    if (isTrue(job, one) && isTrue(job, other)) yield withoutValue(path, message)
  if (job.spec?.successPolicy && completes && !isTrue(job, 'SuccessCriteriaMet'))
    yield withoutValue(path, 'cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True')
}

function* indexErrors({spec, status}: Job, old: Job): Errors {
  const {completedIndexes = '', failedIndexes} = status ?? {}
  const completions = spec?.completions
  if (completions !== undefined && completedIndexes !== old.status?.completedIndexes) {
    const counted = countIndexes(completedIndexes, completions)
    if ('problem' in counted)
      yield invalidValue(
        'status.completedIndexes',
        completedIndexes,
        `error parsing completedIndexes: ${counted.problem}`,
      )
  }
  if (completions !== undefined && failedIndexes !== undefined && failedIndexes !== old.status?.failedIndexes) {
    const counted = countIndexes(failedIndexes, completions)
    if (spec?.backoffLimitPerIndex !== undefined && 'problem' in counted)
      yield invalidValue('status.failedIndexes', failedIndexes, `error parsing failedIndexes: ${counted.problem}`)
  }
  if (completedIndexes && spec?.completionMode !== 'Indexed')
    yield invalidValue(
      'status.completedIndexes',
      completedIndexes,
      'cannot set non-empty completedIndexes when non-indexed completion mode',
    )
  if (failedIndexes !== undefined && spec?.backoffLimitPerIndex === undefined)
    yield invalidValue(
      'status.failedIndexes',
      failedIndexes,
      'cannot set non-null failedIndexes when backoffLimitPerIndex is null',
    )
}

function* changeErrors(job: Job, old: Job): Errors {
  const [status, before] = [job.status ?? {}, old.status ?? {}]
  const path = 'status.conditions'
  for (const type of ['Failed', 'Complete', 'FailureTarget'])
    if (isTrue(old, type) && !isTrue(job, type))
      yield withoutValue(path, `cannot disable the terminal ${type}=True condition`)
  for (const counter of ['failed', 'succeeded'] as const)
    if ((status[counter] ?? 0) < (before[counter] ?? 0))
      yield invalidValue(`status.${counter}`, status[counter] ?? 0, `cannot decrease the ${counter} counter`)
  if (status.completionTime && before.completionTime && !sameMeaning(status.completionTime, before.completionTime))
    yield invalidValue('status.completionTime', status.completionTime, 'field is immutable')
  if (before.startTime && !sameMeaning(before.startTime, status.startTime) && !job.spec?.suspend)
    yield required('status.startTime', 'startTime cannot be removed for unsuspended job')
  if (isTrue(old, 'SuccessCriteriaMet') && !isTrue(job, 'SuccessCriteriaMet'))
    yield withoutValue(path, 'cannot disable the SuccessCriteriaMet=True condition')
  if (isTrue(old, 'Complete') && !isTrue(old, 'SuccessCriteriaMet') && isTrue(job, 'SuccessCriteriaMet'))
    yield withoutValue(path, 'cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions')
}
