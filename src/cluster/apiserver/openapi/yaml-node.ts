import {escapeCharacter, scalarStyle} from '../../../api/yaml/scalar-style.ts'

/** A value as go-yaml v3 writes a node that has no style of its own: in its own order, indented by four, never folded. */
export function yamlNode(value: unknown): string {
  const out: string[] = []
  if (isCollection(value)) writeBlock(value, 0, out)
  else out.push(scalar(value, 0), '\n')
  return out.join('')
}

type Collection = unknown[] | Record<string, unknown>

const isCollection = (value: unknown): value is Collection =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0

/** Writes a collection whose first line's indentation is already there. */
function writeBlock(value: Collection, indent: number, out: string[]): void {
  const margin = ' '.repeat(indent)
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      out.push(index > 0 ? margin : '', '- ')
      // Within a list, what is in an item stands beside its dash.
      if (isCollection(item)) writeBlock(item, indent + 2, out)
      else out.push(scalar(item, indent + 2), '\n')
    }
    return
  }
  const inner = step * Math.floor((indent + step) / step)
  for (const [index, [key, item]] of Object.entries(value).entries()) {
    out.push(index > 0 ? margin : '', scalar(key, inner), ':')
    if (isCollection(item)) {
      out.push('\n', ' '.repeat(inner))
      writeBlock(item, inner, out)
    } else out.push(' ', scalar(item, inner), '\n')
  }
}

const step = 4

function scalar(value: unknown, indent: number): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  const style = scalarStyle(value, {key: false})
  if (style === 'plain') return value
  if (style === 'single') return `'${value.replaceAll("'", "''")}'`
  if (style === 'double') return `"${[...value].map(escapeCharacter).join('')}"`
  const lines = value.replace(/\n$/, '').split('\n')
  const margin = ' '.repeat(indent)
  return [`|${value.endsWith('\n') ? '' : '-'}`, ...lines.map(line => line && margin + line)].join('\n')
}
