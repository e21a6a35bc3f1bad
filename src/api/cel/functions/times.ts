import {parseGoDuration} from '../../duration.ts'
import {CelDuration, CelError, CelTimestamp} from '../run/values.ts'
import type {Overload} from './function-set.ts'

const second = 1_000_000_000n
const earliest = -62_135_596_800n * second
const latest = 253_402_300_800n * second

/** A duration of so many nanoseconds; throws where Go's, an int64, would overflow. */
export function duration(nanoseconds: bigint): CelDuration {
  if (nanoseconds > 2n ** 63n - 1n || nanoseconds < -(2n ** 63n)) throw new CelError('duration overflow')
  return new CelDuration(nanoseconds)
}

/** A time of so many nanoseconds since the epoch; throws outside of the years 1 to 9999, which CEL's have. */
export function timestamp(nanoseconds: bigint): CelTimestamp {
  if (nanoseconds < earliest || nanoseconds >= latest) throw new CelError('timestamp overflow')
  return new CelTimestamp(nanoseconds)
}

/** A duration's text as CEL writes it: seconds. */
export const durationText = ({nanoseconds}: CelDuration): string => {
  const text = `${nanoseconds < 0n ? '-' : ''}${abs(nanoseconds) / second}.${String(abs(nanoseconds) % second).padStart(9, '0')}`
  return `${text.replace(/\.?0+$/, '') || '0'}s`.replace(/^(-?)s$/, '$10s')
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value)

/** RFC 3339, with as many digits as are needed. */
export function timestampText({nanoseconds}: CelTimestamp): string {
  const seconds = nanoseconds / second - (nanoseconds % second < 0n ? 1n : 0n)
  const rest = nanoseconds - seconds * second
  const base = new Date(Number(seconds) * 1000).toISOString().slice(0, 19)
  const fraction = rest === 0n ? '' : `.${String(rest).padStart(9, '0').replace(/0+$/, '')}`
  return `${base}${fraction}Z`
}

/** Go's syntax of durations; undefined for what is none. */
export function parseDurationText(text: string): CelDuration | undefined {
  try {
    return new CelDuration(parseGoDuration(text))
  } catch {
    return undefined
  }
}

/** RFC 3339, to the nanosecond; undefined for what is none. */
export function parseTimestamp(text: string): CelTimestamp | undefined {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(Z|([+-])(\d\d):(\d\d))$/.exec(text)
  if (!found) return undefined
  const [, year, month, day, hour, minute, seconds, fraction = '', , sign, hours = '0', minutes = '0'] = found
  const base = Date.UTC(2000, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(seconds))
  const date = new Date(base)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  if (date.getUTCDate() !== Number(day) || Number(hour) > 23 || Number(minute) > 59 || Number(seconds) > 59)
    return undefined
  const offset = BigInt((Number(hours) * 60 + Number(minutes)) * 60 * (sign === '-' ? -1 : 1))
  const nanos = BigInt(fraction.slice(0, 9).padEnd(9, '0'))
  return new CelTimestamp(BigInt(date.getTime() / 1000) * second + nanos - offset * second)
}

interface Parts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  weekday: number
  dayOfYear: number
  millisecond: number
}

function partsOf({nanoseconds}: CelTimestamp, zone: string): Parts {
  const milliseconds = Number(nanoseconds / 1_000_000n)
  const date = new Date(milliseconds + offsetOf(zone, milliseconds))
  const start = Date.UTC(date.getUTCFullYear(), 0, 1)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    weekday: date.getUTCDay(),
    dayOfYear: Math.floor((date.getTime() - start) / 86_400_000),
    millisecond: date.getUTCMilliseconds(),
  }
}

/** How far a zone (`UTC`, `Europe/Berlin`, `-08:00`) is ahead, in milliseconds. */
function offsetOf(zone: string, at: number): number {
  if (zone === 'UTC' || zone === '') return 0
  const fixed = /^([+-]?)(\d{1,2}):(\d{2})$/.exec(zone)
  if (fixed) return (Number(fixed[2]) * 60 + Number(fixed[3])) * 60_000 * (fixed[1] === '-' ? -1 : 1)
  let text: string
  try {
    text = new Intl.DateTimeFormat('en-US', {timeZone: zone, timeZoneName: 'longOffset'}).format(at)
  } catch {
    throw new CelError(`unknown time zone ${zone}`)
  }
  const [, sign, hours = '0', minutes = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(text) ?? []
  return (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1)
}

const getters: [name: string, id: string, of: (parts: Parts) => number][] = [
  ['getFullYear', 'timestamp_to_year', ({year}) => year],
  ['getMonth', 'timestamp_to_month', ({month}) => month],
  ['getDayOfYear', 'timestamp_to_day_of_year', ({dayOfYear}) => dayOfYear],
  ['getDayOfMonth', 'timestamp_to_day_of_month', ({day}) => day - 1],
  ['getDate', 'timestamp_to_day_of_month_1_based', ({day}) => day],
  ['getDayOfWeek', 'timestamp_to_day_of_week', ({weekday}) => weekday],
  ['getHours', 'timestamp_to_hours', ({hour}) => hour],
  ['getMinutes', 'timestamp_to_minutes', ({minute}) => minute],
  ['getSeconds', 'timestamp_to_seconds_tz', ({second: seconds}) => seconds],
  ['getMilliseconds', 'timestamp_to_milliseconds', ({millisecond}) => millisecond],
]

const spans: [name: string, id: string, length: bigint][] = [
  ['getHours', 'duration_to_hours', 3600n * second],
  ['getMinutes', 'duration_to_minutes', 60n * second],
  ['getSeconds', 'duration_to_seconds', second],
]

/** What timestamps and durations say of themselves. */
export const times: Record<string, Overload['run']> = {
  ...Object.fromEntries(
    getters.flatMap(([name, id, of]) => [
      [`timestamp.${name}() int ${id}`, (time: CelTimestamp) => BigInt(of(partsOf(time, 'UTC')))],
      [
        `timestamp.${name}(string) int ${id}_with_tz`,
        (time: CelTimestamp, zone: string) => BigInt(of(partsOf(time, zone))),
      ],
    ]),
  ),
  ...Object.fromEntries(
    spans.map(([name, id, length]) => [
      `duration.${name}() int ${id}`,
      ({nanoseconds}: CelDuration) => nanoseconds / length,
    ]),
  ),
  'duration.getMilliseconds() int duration_to_milliseconds': ({nanoseconds}: CelDuration) => nanoseconds / 1_000_000n,
}
