import {RawNumber} from '../json/parse.ts'
import {compareKeys} from '../json/stringify.ts'

/** A decoded JSON value as Go's `%v` prints it: `map[a:1 b:[x y]]`, `<nil>`. */
export function formatGoValue(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  if (typeof value === 'number') return formatGoNumber(value)
  if (value instanceof RawNumber) return value.text
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return `[${value.map(formatGoValue).join(' ')}]`
  const object = value as Record<string, unknown>
  const members = Object.keys(object)
    .sort(compareKeys)
    .map(key => `${key}:${formatGoValue(object[key])}`)
  return `map[${members.join(' ')}]`
}

/** A decoded JSON value as Go's `%s` prints it: `map[a:x]`, `%!s(int64=1)`, `%!s(<nil>)`. */
export function formatGoText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return '%!s(<nil>)'
  if (Array.isArray(value)) return `[${value.map(formatGoText).join(' ')}]`
  if (typeof value !== 'object' || value instanceof RawNumber) return `%!s(${goTypeOf(value)}=${formatGoValue(value)})`
  const object = value as Record<string, unknown>
  const members = Object.keys(object)
    .sort(compareKeys)
    .map(key => `${key}:${formatGoText(object[key])}`)
  return `map[${members.join(' ')}]`
}

/** What Go calls the type of a decoded JSON value. */
export function goTypeOf(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  if (Array.isArray(value)) return '[]interface {}'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64'
  return value instanceof RawNumber ? 'int64' : 'map[string]interface {}'
}

/** A number that Go has as a float64, as `%v` prints it: with an exponent from a million on. */
export function formatGoFloat(value: number): string {
  const magnitude = Math.abs(value)
  return magnitude >= 1e6 && Number.isFinite(value) ? withExponent(value) : formatGoNumber(value)
}

/** A float64 as JSON has it: exponents from 1e21 on and below 1e-4. */
export function formatGoNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  if (value !== 0 && (Math.abs(value) >= 1e21 || Math.abs(value) < 1e-4)) return withExponent(value)
  return String(value)
}

function withExponent(value: number): string {
  const [digits = '', exponent = '0'] = value.toExponential().split('e')
  const power = Number(exponent)
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}
