import type {CronJob} from '../../../api/kinds.ts'
import {millisecondsOf} from '../../../api/time.ts'
import {timestamp} from '../../runtime/clock.ts'
import {errorText} from '../error-text.ts'
import type {Say} from '../say.ts'
import {mostRecent, parseSchedule, type Schedule} from './schedule.ts'

/** From how many missed starts on an event says so. */
const mostMissed = 100

export interface DueRun {
  /** The start that is due; absent: none is, or none may be made. Milliseconds. */
  time?: number
  /** When the next one will be. Milliseconds. */
  next?: number
}

/** Which of a CronJob's starts is due now, by its schedule, deadline and policy; says in events why one that is due is not made. */
export function dueRun(cronJob: CronJob, status: NonNullable<CronJob['status']>, now: number, say: Say): DueRun {
  if (cronJob.metadata.deletionTimestamp || cronJob.spec?.suspend) return {}
  const schedule = scheduleOf(cronJob, say)
  if (!schedule) return {}
  const {time, missed, next} = mostRecent(schedule, earliestOf(cronJob, now), now)
  if (missed > mostMissed) {
    const message = 'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew'
    say(cronJob, 'Warning', 'TooManyMissedTimes', message)
  }
  if (time === undefined) return {next}
  const {startingDeadlineSeconds, concurrencyPolicy} = cronJob.spec ?? {}
  if (startingDeadlineSeconds !== undefined && time + startingDeadlineSeconds * 1000 < now) {
    say(cronJob, 'Warning', 'MissSchedule', `Missed scheduled time to start a job: ${goTime(time)}`)
    return {next}
  }
  const isMade = status.active?.some(({name}) => name === jobName(cronJob, time))
  if (isMade || status.lastScheduleTime === timestamp(time)) return {next}
  if (concurrencyPolicy === 'Forbid' && status.active?.length) {
    const message = 'Not starting job because prior execution is running and concurrency policy is Forbid'
    say(cronJob, 'Normal', 'JobAlreadyActive', message)
    return {next}
  }
  return {time, next}
}

/** The name of the Job of a start: CronJob's, and the minutes since the epoch. */
export const jobName = ({metadata}: CronJob, time: number): string => `${metadata.name}-${Math.floor(time / 60_000)}`

function scheduleOf(cronJob: CronJob, say: Say): Schedule | undefined {
  const {schedule: text = '', timeZone} = cronJob.spec ?? {}
  try {
    if (timeZone) new Intl.DateTimeFormat('en', {timeZone})
  } catch {
    const quoted = JSON.stringify(timeZone)
    say(cronJob, 'Warning', 'UnknownTimeZone', `invalid timeZone: ${quoted}: unknown time zone ${timeZone}`)
    return undefined
  }
  try {
    return parseSchedule(text, timeZone)
  } catch (error) {
    const message = `unparseable schedule: ${JSON.stringify(text)} : ${errorText(error)}`
    say(cronJob, 'Warning', 'UnparseableSchedule', message)
    return undefined
  }
}

/** Nothing before this counts as missed. */
function earliestOf({metadata, spec, status}: CronJob, now: number): number {
  const since = millisecondsOf(status?.lastScheduleTime ?? metadata.creationTimestamp)
  const deadline = spec?.startingDeadlineSeconds
  return deadline === undefined ? since : Math.max(since, now - deadline * 1000)
}

/** RFC 1123 with a numeric zone, as the event prints it. */
const goTime = (time: number): string => new Date(time).toUTCString().replace('GMT', '+0000')
