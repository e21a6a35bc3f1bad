import {humanDuration} from '../../../api/duration.ts'
import {millisecondsOf} from '../../../api/time.ts'

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Mon, 02 Jan 2006 15:04:05 -0700`: RFC 1123 in the local zone; a time that is not there is Go's zero time. */
export function longTime(text: string | undefined | null): string {
  if (!text) return 'Mon, 01 Jan 0001 00:00:00 +0000'
  const date = new Date(millisecondsOf(text))
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
  const day = `${days[date.getDay()]}, ${two(date.getDate())} ${months[date.getMonth()]} ${date.getFullYear()}`
  return `${day} ${clock} ${zoneOf(date)}`
}

/** A time as Go prints it by itself: `2006-01-02 15:04:05 -0700 MST`. */
export function plainTime(text: string | undefined): string {
  if (!text) return '0001-01-01 00:00:00 +0000 UTC'
  const date = new Date(millisecondsOf(text))
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
  const zone = new Intl.DateTimeFormat('en-US', {timeZoneName: 'short'})
    .formatToParts(date)
    .find(({type}) => type === 'timeZoneName')?.value
  return `${day} ${clock} ${zoneOf(date)} ${zone ?? 'UTC'}`
}

/** How long ago that was; `<unknown>` without a time. */
export const ageOf = (text: string | undefined | null, now: number): string =>
  text ? humanDuration(now - millisecondsOf(text)) : '<unknown>'

/** `True`, `False`, or `<unset>`. */
export function booleanText(value: boolean | undefined): string {
  if (value === undefined) return '<unset>'
  return value ? 'True' : 'False'
}

/** As Go prints a list: `[a b]`. */
export const goList = (values: readonly unknown[] | undefined): string => `[${(values ?? []).join(' ')}]`

/** The list, or `<none>`. */
export const orNone = (text: string | undefined): string => text || '<none>'

const two = (value: number): string => String(value).padStart(2, '0')

function zoneOf(date: Date): string {
  const minutes = -date.getTimezoneOffset()
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`
}
