import {type GoTime, parseGoTime, TimeParseError} from './go/time-layout.ts'

/** metav1.Time: RFC 3339 in UTC, cut to the second. */
export function normalizeTime(text: string): string {
  if (known.has(text)) return text
  if (text.length === 20 && usual.test(text)) {
    parseGoTime(text)
    if (known.size >= mostKnown) known.clear()
    known.add(text)
    return text
  }
  return formatSeconds(parseGoTime(text))
}

/** Times that have been found right lately: the same few come again and again. */
const known = new Set<string>()
const mostKnown = 1024

/** metav1.MicroTime: RFC 3339 in UTC with exactly six decimals. */
export function normalizeMicroTime(text: string): string {
  const time = parseGoTime(text, {micro: true})
  return `${formatSeconds(time).slice(0, -1)}.${String(time.nanoseconds).padStart(9, '0').slice(0, 6)}Z`
}

/** The metav1.Time of a moment in milliseconds since the epoch. */
export const timeOf = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`

/** Milliseconds since the epoch of an RFC 3339 time; NaN when it is none. */
export function millisecondsOf(text: string | undefined | null): number {
  if (!text) return Number.NaN
  try {
    const {seconds, nanoseconds} = parseGoTime(text)
    return seconds * 1000 + Math.floor(nanoseconds / 1e6)
  } catch (error) {
    if (error instanceof TimeParseError) return Number.NaN
    throw error
  }
}

/** Whether a text is an RFC 3339 time. */
export const isTime = (text: string): boolean => !Number.isNaN(millisecondsOf(text))

const usual = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

function formatSeconds({seconds}: GoTime): string {
  const text = new Date(seconds * 1000).toISOString()
  return `${text.slice(0, text.length - 5)}Z`
}
