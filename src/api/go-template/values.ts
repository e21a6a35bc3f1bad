import {formatGoNumber} from '../go/format-value.ts'
import {isObject} from '../json/set-key.ts'
import {compareKeys} from '../json/stringify.ts'
import {GoFloat, GoInt, noValue} from './go-int.ts'

/** What a template prints for a value. */
export const printValue = (value: unknown): string =>
  value === noValue || value === null || value === undefined ? '<no value>' : formatValue(value)

/** Go's %v. */
export function formatValue(value: unknown): string {
  if (value === noValue || value === null || value === undefined) return '<nil>'
  if (value instanceof GoInt) return String(value.value)
  if (value instanceof GoFloat) return formatGoNumber(value.value)
  if (typeof value === 'number') return formatGoNumber(value)
  if (Array.isArray(value)) return `[${value.map(formatValue).join(' ')}]`
  if (isObject(value))
    return `map[${sortedKeys(value)
      .map(key => `${key}:${formatValue(value[key])}`)
      .join(' ')}]`
  return String(value)
}

export const sortedKeys = (value: Record<string, unknown>): string[] => Object.keys(value).sort(compareKeys)

/** Whether a value counts as true. */
export function isTrue(value: unknown): boolean {
  if (value === noValue || value === null || value === undefined) return false
  if (value instanceof GoInt || value instanceof GoFloat) return value.value !== 0
  if (Array.isArray(value)) return value.length > 0
  if (isObject(value)) return Object.keys(value).length > 0
  return value !== false && value !== 0 && value !== ''
}

/** The Go type of a value. */
export function typeName(value: unknown): string {
  if (value === noValue || value === null || value === undefined) return '<nil>'
  if (value instanceof GoInt) return 'int'
  if (value instanceof GoFloat) return 'float64'
  if (Array.isArray(value)) return '[]interface {}'
  if (isObject(value)) return 'map[string]interface {}'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64'
  return typeof value === 'boolean' ? 'bool' : 'string'
}
