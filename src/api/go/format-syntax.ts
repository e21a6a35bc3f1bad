import {RawNumber} from '../json/parse.ts'
import {compareKeys} from '../json/stringify.ts'
import {formatGoNumber} from './format-value.ts'

/** A decoded JSON value as Go's `%#v` prints it: `map[string]interface {}{"a":1, "b":[]interface {}{"x"}}`. */
export function formatGoSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)'
  if (typeof value === 'number') return formatGoNumber(value)
  if (value instanceof RawNumber) return value.text
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return `[]interface {}{${value.map(formatGoSyntax).join(', ')}}`
  const object = value as Record<string, unknown>
  const members = Object.keys(object)
    .sort(compareKeys)
    .map(key => `${JSON.stringify(key)}:${formatGoSyntax(object[key])}`)
  return `map[string]interface {}{${members.join(', ')}}`
}
