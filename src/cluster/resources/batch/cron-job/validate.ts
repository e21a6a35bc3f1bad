import {type FieldError, invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import type {CronJob} from '../../../../api/kinds.ts'
import {type Errors, requiredWord} from '../../validation/errors.ts'
import {nonNegative} from '../../validation/numbers.ts'
import {type JobSpec, validateJobSpec} from '../job/validate.ts'
import {scheduleProblem} from './schedule.ts'

type Spec = NonNullable<CronJob['spec']>

const nameLimit = 52

export function validateCronJob({metadata, spec}: CronJob): FieldError[] {
  const errors = [...specErrors('spec', spec as Spec)]
  if ((metadata.name ?? '').length > nameLimit)
    errors.push(invalidValue('metadata.name', metadata.name, `must be no more than ${nameLimit} characters`))
  return errors
}

export const validateCronJobUpdate = ({spec}: CronJob, old: CronJob): FieldError[] => [
  ...specErrors('spec', spec as Spec, old.spec),
]

function* specErrors(path: string, spec: Spec, old?: Spec): Errors {
  if (!spec.schedule) yield required(`${path}.schedule`)
  else yield* scheduleErrors(`${path}.schedule`, spec, old?.schedule.includes('TZ') ?? false)
  yield* nonNegative(`${path}.startingDeadlineSeconds`, spec.startingDeadlineSeconds)
  if (spec.timeZone !== undefined && spec.timeZone !== old?.timeZone)
    yield* timeZoneErrors(`${path}.timeZone`, spec.timeZone)
  yield* requiredWord(`${path}.concurrencyPolicy`, spec.concurrencyPolicy, ['Allow', 'Forbid', 'Replace'])
  yield* templateErrors(`${path}.jobTemplate.spec`, spec.jobTemplate.spec as JobSpec, old?.jobTemplate.spec)
  yield* nonNegative(`${path}.successfulJobsHistoryLimit`, spec.successfulJobsHistoryLimit)
  yield* nonNegative(`${path}.failedJobsHistoryLimit`, spec.failedJobsHistoryLimit)
}

function* scheduleErrors(path: string, {schedule, timeZone}: Spec, mayNameZone: boolean): Errors {
  const problem = scheduleProblem(schedule)
  if (problem) yield invalidValue(path, schedule, problem)
  if (!schedule.includes('TZ')) return
  if (!mayNameZone)
    yield invalidValue(path, schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead')
  else if (timeZone !== undefined)
    yield invalidValue(path, schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule')
}

function* timeZoneErrors(path: string, zone: string): Errors {
  if (zone === '') {
    yield invalidValue(path, zone, 'timeZone must be nil or non-empty string')
    return
  }
  const isPlain = (part: string) => /^[A-Za-z._0-9+-]{1,14}$/.test(part) && !/^(\.\.?$|-)/.test(part)
  if (!zone.split('/').every(isPlain)) {
    yield invalidValue(path, zone, `unknown time zone ${zone}`)
    return
  }
  if (zone.toLowerCase() === 'local')
    yield invalidValue(
      path,
      zone,
      'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones',
    )
  if (!isKnownZone(zone)) yield invalidValue(path, zone, `unknown time zone ${zone}`)
}

function isKnownZone(zone: string): boolean {
  if (zone === 'Local') return true
  try {
    new Intl.DateTimeFormat('en', {timeZone: zone})
    return true
  } catch {
    return false
  }
}

function* templateErrors(path: string, spec: JobSpec, old?: JobSpec): Errors {
  yield* validateJobSpec(path, spec, old)
  if (spec.selector) yield invalidValue(`${path}.selector`, spec.selector, '`selector` will be auto-generated')
  if (spec.manualSelector) yield notSupported(`${path}.manualSelector`, true, ['nil', 'false'])
}
