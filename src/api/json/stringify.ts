import {escapeCharacter, escapeHtml} from './escape-html.ts'
import {RawNumber} from './parse.ts'

export interface StringifyOptions {
  /** Spaces per level; 0 is one line. */
  indent?: number
  /** Sort the keys of objects, as Go does with maps (the default). Off: as the caller ordered them, as Go does with structs. */
  sort?: boolean
  /** Write <, > and & as escapes, as Go does unless told otherwise (the default). */
  escapeHtml?: boolean
}

/** JSON as Go's encoding/json writes it: sorted keys, no space on one line, HTML escaped. */
export function stringifyJson(
  value: unknown,
  {indent = 0, sort = true, escapeHtml = true}: StringifyOptions = {},
): string {
  if (sort) return write(value, {step: ' '.repeat(indent), escapeHtml}, indent > 0 ? '\n' : '')
  return escaped(JSON.stringify(value, undefined, indent) ?? 'null', escapeHtml)
}

/** Order of UTF-8 bytes, which is the order of code points. */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0
  return surrogate.test(a) || surrogate.test(b) ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : a < b ? -1 : 1
}

const surrogate = /[\ud800-\udfff]/
const lineSeparators = /[\u2028\u2029]/g
const escaped = (text: string, html: boolean): string =>
  html ? escapeHtml(text) : text.replace(lineSeparators, escapeCharacter)

/** `line` is the line break with the indentation of the value's own level, empty on one line. */
function write(value: unknown, style: {step: string; escapeHtml: boolean}, line: string): string {
  if (typeof value === 'string') return escaped(JSON.stringify(value), style.escapeHtml)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (value instanceof RawNumber) return value.text
  const inner = line && line + style.step
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return `[${inner}${value.map(item => write(item, style, inner)).join(`,${inner}`)}${line}]`
  }
  const object = value as Record<string, unknown>
  const keys = Object.keys(object).filter(key => object[key] !== undefined)
  if (keys.length === 0) return '{}'
  const colon = line ? ': ' : ':'
  const members = keys
    .sort(compareKeys)
    .map(key => escaped(JSON.stringify(key), style.escapeHtml) + colon + write(object[key], style, inner))
  return `{${inner}${members.join(`,${inner}`)}${line}}`
}
