import {Cron} from 'croner'
import {parseDuration} from '../../../api/duration.ts'

/** When a schedule fires. Times are milliseconds. */
export interface Schedule {
  /** The first time after `time`. */
  next(time: number): number | undefined
}

/** Parses a CronJob's schedule (five fields, `@daily` and the like, `@every 90s`); throws an Error when it is none. */
export function parseSchedule(text: string, timeZone = 'UTC'): Schedule {
  const [, prefixedZone, fields = text] = /^(?:CRON_)?TZ=(\S+)\s+(.*)$/.exec(text) ?? []
  const every = /^@every\s+(\S+)$/.exec(fields)
  if (every) return {next: constantly(every[1]!)}
  const cron = new Cron(fields.replaceAll('?', '*'), {timezone: prefixedZone ?? timeZone, paused: true, mode: '5-part'})
  return {next: time => cron.nextRun(new Date(time))?.getTime()}
}

/** The newest time not after `now` since `earliest`, and how many there were, as far as a steady rhythm tells. */
export function mostRecent(
  schedule: Schedule,
  earliest: number,
  now: number,
): {time: number | undefined; missed: number; next: number | undefined} {
  const first = schedule.next(earliest)
  if (first === undefined || first > now) return {time: undefined, missed: 0, next: first}
  const second = schedule.next(first)
  if (second === undefined || second > now) return {time: first, missed: 1, next: second}
  const rhythm = second - first
  const missed = Math.floor((now - first) / rhythm) + 1
  for (const window of [2 * rhythm, 40 * day, 400 * day, Number.POSITIVE_INFINITY]) {
    let time = schedule.next(Math.max(earliest, now - window))
    if (time === undefined || time > now) continue
    for (let later = schedule.next(time); ; later = schedule.next(later)) {
      if (later === undefined || later > now) return {time, missed, next: later}
      time = later
    }
  }
  return {time: first, missed, next: second}
}

const day = 86_400_000

function constantly(text: string): (time: number) => number {
  const interval = Math.max(1000, Math.floor(parseDuration(text) / 1000) * 1000)
  return time => Math.floor(time / 1000) * 1000 + interval
}
