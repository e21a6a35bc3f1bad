import {quote} from './go/quote.ts'

/** Why a text is no duration, in Go's words. */
export class DurationError extends Error {}

const units: Record<string, bigint> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
}
const largest = 2n ** 63n

/** Nanoseconds of a Go duration (`1h30m`, `-1.5s`); throws a DurationError. */
export function parseGoDuration(text: string): bigint {
  const [, sign, body = ''] = /^([-+]?)([\s\S]*)$/.exec(text)!
  if (body === '0') return 0n
  if (body === '') throw new DurationError(`time: invalid duration ${quote(text)}`)
  let rest = body
  let total = 0n
  while (rest !== '') {
    const match = /^(\d*)(\.\d*)?([^.\d]*)/.exec(rest)!
    const [whole, digits = '', fraction = '', unit = ''] = match
    if (digits === '' && fraction.length < 2) throw new DurationError(`time: invalid duration ${quote(text)}`)
    if (unit === '') throw new DurationError(`time: missing unit in duration ${quote(text)}`)
    const scale = Object.hasOwn(units, unit) ? units[unit] : undefined
    if (scale === undefined) throw new DurationError(`time: unknown unit ${quote(unit)} in duration ${quote(text)}`)
    const decimals = fraction.slice(1)
    total += BigInt(digits || '0') * scale + (BigInt(decimals || '0') * scale) / 10n ** BigInt(decimals.length)
    if (total > largest || (total === largest && sign !== '-'))
      throw new DurationError(`time: invalid duration ${quote(text)}`)
    rest = rest.slice(whole.length)
  }
  return sign === '-' ? -total : total
}

/** Milliseconds of a Go duration, with fractions; throws a DurationError. */
export const parseDuration = (text: string): number => Number(parseGoDuration(text)) / 1e6

/** Milliseconds as Go prints a time.Duration: `1m30s`, `1.5s`, `250ms`, `0s`. */
export const formatDuration = (milliseconds: number): string => formatGoDuration(BigInt(Math.round(milliseconds * 1e6)))

/** Nanoseconds as Go prints a time.Duration. */
export function formatGoDuration(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s'
  const sign = nanoseconds < 0n ? '-' : ''
  const value = nanoseconds < 0n ? -nanoseconds : nanoseconds
  if (value < 1_000n) return `${sign}${value}ns`
  if (value < 1_000_000n) return `${sign}${decimal(value, 1_000n)}µs`
  if (value < 1_000_000_000n) return `${sign}${decimal(value, 1_000_000n)}ms`
  const minutes = value / units['m']!
  const seconds = `${decimal(value % units['m']!, 1_000_000_000n)}s`
  if (minutes === 0n) return sign + seconds
  return minutes < 60n ? `${sign}${minutes}m${seconds}` : `${sign}${minutes / 60n}h${minutes % 60n}m${seconds}`
}

/** An age in milliseconds as kubectl prints it: `45s`, `5m10s`, `3h12m`, `2d4h`, `45d`, `3y40d`. */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1000)
  if (seconds < -1) return '<invalid>'
  if (seconds < 0) return '0s'
  if (seconds < 120) return `${seconds}s`
  const minutes = Math.trunc(seconds / 60)
  if (minutes < 10) return withRest(minutes, 'm', seconds % 60, 's')
  if (minutes < 180) return `${minutes}m`
  const hours = Math.trunc(minutes / 60)
  if (hours < 8) return withRest(hours, 'h', minutes % 60, 'm')
  if (hours < 48) return `${hours}h`
  const days = Math.trunc(hours / 24)
  if (hours < 24 * 8) return withRest(days, 'd', hours % 24, 'h')
  if (hours < 24 * 365 * 2) return `${days}d`
  const years = Math.trunc(days / 365)
  return hours < 24 * 365 * 8 ? withRest(years, 'y', days % 365, 'd') : `${years}y`
}

const withRest = (value: number, unit: string, rest: number, smaller: string): string =>
  rest === 0 ? `${value}${unit}` : `${value}${unit}${rest}${smaller}`

function decimal(value: bigint, unit: bigint): string {
  const rest = value % unit
  if (rest === 0n) return `${value / unit}`
  const digits = String(rest)
    .padStart(String(unit).length - 1, '0')
    .replace(/0+$/, '')
  return `${value / unit}.${digits}`
}
