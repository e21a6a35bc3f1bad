import {quoteBytes as quote} from './quote.ts'

/** Why a text is no time, in the words of Go's time.Parse. */
export class TimeParseError extends Error {}

const rfc3339 = '2006-01-02T15:04:05Z07:00'
const rfc3339Micro = '2006-01-02T15:04:05.000000Z07:00'
const pattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(Z|[+-]\d\d:\d\d)$/

export interface GoTime {
  /** Milliseconds since the epoch, cut to the second. */
  seconds: number
  nanoseconds: number
}

/** Parses RFC 3339 as Go does, with its error texts; `micro` wants exactly six decimals. */
export function parseGoTime(text: string, {micro = false}: {micro?: boolean} = {}): GoTime {
  const match = pattern.exec(text)
  if (!match || (micro && match[7]?.length !== 6)) throw new TimeParseError(explain(text, micro))
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match
  const wrong = outOfRange([year, month, day, hour, minute, second].map(Number), zone)
  if (wrong) throw new TimeParseError(`parsing time ${quote(text)}: ${wrong} out of range`)
  const local = Date.UTC(2000, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
  const date = new Date(local)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  const seconds = date.getTime() / 1000 - zoneSeconds(zone)
  return {seconds, nanoseconds: Number(fraction.slice(0, 9).padEnd(9, '0'))}
}

const zoneSeconds = (zone: string): number =>
  zone === 'Z' ? 0 : (zone[0] === '-' ? -1 : 1) * (Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(4, 6)) * 60)

function outOfRange(parts: number[], zone: string): string | undefined {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
  if (month < 1 || month > 12) return 'month'
  if (hour > 23) return 'hour'
  if (minute > 59) return 'minute'
  if (second > 59) return 'second'
  if (zone !== 'Z' && Number(zone.slice(1, 3)) > 24) return 'time zone offset hour'
  if (zone !== 'Z' && Number(zone.slice(4, 6)) > 60) return 'time zone offset minute'
  if (day < 1 || day > daysIn(year, month)) return 'day'
  return undefined
}

const daysIn = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31

/** The elements of the layout in turn; the first that does not fit is what Go complains of. */
const elements: {layout: string; pattern: RegExp; range?: string; within?: (value: number) => boolean}[] = [
  {layout: '2006', pattern: /^\d{4}/},
  {layout: '-', pattern: /^-/},
  {layout: '01', pattern: /^\d\d/, range: 'month', within: value => value >= 1 && value <= 12},
  {layout: '-', pattern: /^-/},
  {layout: '02', pattern: /^\d\d/},
  {layout: 'T', pattern: /^T/},
  {layout: '15', pattern: /^\d\d/, range: 'hour', within: value => value <= 23},
  {layout: ':', pattern: /^:/},
  {layout: '04', pattern: /^\d\d/, range: 'minute', within: value => value <= 59},
  {layout: ':', pattern: /^:/},
  {layout: '05', pattern: /^\d\d/, range: 'second', within: value => value <= 59},
]

function explain(text: string, micro: boolean): string {
  const layout = micro ? rfc3339Micro : rfc3339
  const head = `parsing time ${quote(text)} as ${quote(layout)}`
  let rest = text
  for (const element of elements) {
    const match = element.pattern.exec(rest)
    if (!match) return `${head}: cannot parse ${quote(rest)} as ${quote(element.layout)}`
    if (element.within && !element.within(Number(match[0])))
      return `parsing time ${quote(text)}: ${element.range} out of range`
    rest = rest.slice(match[0].length)
  }
  const fraction = /^[.,]\d+/.exec(rest)?.[0]
  if (micro) {
    if (!fraction || fraction.length < 7) return `${head}: cannot parse ${quote(rest)} as ".000000"`
    rest = rest.slice(7)
  } else if (fraction) rest = rest.slice(fraction.length)
  const zone = /^(Z|[+-]\d\d:\d\d)/.exec(rest)?.[0]
  if (zone === undefined) return `${head}: cannot parse ${quote(rest)} as "Z07:00"`
  return `parsing time ${quote(text)}: extra text: ${quote(rest.slice(zone.length))}`
}
