import {RawNumber} from '../json/parse.ts'
import {flowScalar, type Place} from './fold.ts'
import {compareYamlKeys} from './key-order.ts'
import {readBack} from './read-back.ts'
import {scalarStyle} from './scalar-style.ts'

/** YAML exactly as sigs.k8s.io/yaml marshals it: sorted keys, lists not indented under their key, long lines folded at a space. */
export function stringifyYaml(value: unknown): string {
  const out: string[] = []
  if (isCollection(value)) writeBlock(value, 0, out)
  else out.push(scalar(value, {column: 0, indent: 2, mayFold: true}), '\n')
  return out.join('')
}

type Collection = unknown[] | Record<string, unknown>

const isCollection = (value: unknown): value is Collection => {
  if (typeof value !== 'object' || value === null || value instanceof RawNumber) return false
  if (Array.isArray(value)) return value.length > 0
  for (const key in value) if ((value as Record<string, unknown>)[key] !== undefined) return true
  return false
}

/** Writes a collection whose first line's indentation is already there. */
function writeBlock(value: Collection, indent: number, out: string[]): void {
  const margin = ' '.repeat(indent)
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (index > 0) out.push(margin)
      out.push('- ')
      writeItem(item, indent, out)
    }
    return
  }
  const keys = Object.keys(value)
    .filter(key => value[key] !== undefined)
    .sort(compareYamlKeys)
  for (const [index, key] of keys.entries()) {
    if (index > 0) out.push(margin)
    writeMember(key, value[key], indent, out)
  }
}

function writeItem(item: unknown, indent: number, out: string[]): void {
  if (isCollection(item)) writeBlock(item, indent + 2, out)
  else out.push(scalar(item, {column: indent + 2, indent: indent + 2, mayFold: true}), '\n')
}

function writeMember(key: string, value: unknown, indent: number, out: string[]): void {
  if (!isSimpleKey(key)) {
    const place = {column: indent + 2, indent: indent + 2, mayFold: true}
    out.push('? ', scalar(key, place), `\n${' '.repeat(indent)}: `)
    writeItem(value, indent, out)
    return
  }
  const name = scalar(key, {column: indent, indent, mayFold: false})
  out.push(name, ':')
  if (!isCollection(value)) {
    const column = indent + [...name].length + 2
    out.push(' ', scalar(value, {column, indent: indent + 2, mayFold: true}), '\n')
    return
  }
  const inner = Array.isArray(value) ? indent : indent + 2
  out.push('\n', ' '.repeat(inner))
  writeBlock(value, inner, out)
}

/** libyaml writes keys of several lines, or of more than 128 bytes, in the long form. */
const isSimpleKey = (key: string): boolean =>
  (key.length <= 42 || Buffer.byteLength(key) <= 128) && !/[\r\n\u0085\u2028\u2029]/.test(key)

function scalar(value: unknown, place: Place): string {
  if (typeof value === 'string') return text(readBack(value), place)
  if (value === null || value === undefined) return 'null'
  if (value instanceof RawNumber) return value.text
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'object') return Array.isArray(value) ? '[]' : '{}'
  return String(value)
}

/** Integers of 64 bits as they are, everything else as Go's %g. */
function numberText(value: number): string {
  if (Number.isInteger(value) && value < 2 ** 64 && value >= -(2 ** 63)) return BigInt(value).toString()
  const [digits = '', exponent = '0'] = value.toExponential().split('e')
  const power = Number(exponent)
  if (power >= -4 && power < 21 && Math.abs(power) < 6) return String(value)
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}

function text(value: string, place: Place): string {
  const style = scalarStyle(value, {key: !place.mayFold})
  return style === 'literal' ? literal(value, place.indent) : flowScalar(value, style, place)
}

/** `|`, `|-` or `|+` and the lines; without the last line break, which the caller writes. */
function literal(value: string, indent: number): string {
  const chomp = !/[\n\u0085\u2028\u2029]$/.test(value)
    ? '-'
    : /(^|[\n\u0085\u2028\u2029])[\n\u0085\u2028\u2029]$/.test(value)
      ? '+'
      : ''
  const hint = /^[ \n\u0085\u2028\u2029]/.test(value) ? '2' : ''
  const margin = ' '.repeat(indent)
  const lines = value.split('\n').map(line => (line === '' ? '' : margin + line))
  if (chomp !== '-') lines.pop()
  return `|${hint}${chomp}\n${lines.join('\n')}`
}
