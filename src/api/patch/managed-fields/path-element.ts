import {quote} from '../../go/quote.ts'
import {isObject} from '../../json/set-key.ts'
import {stringifyJson} from '../../json/stringify.ts'
import type {Schema} from '../../schema/schema.ts'

export const fieldElement = (name: string): string => `f:${name}`

export const indexElement = (index: number): string => `i:${index}`

/** How a list is addressed: its items by key or by value, or only as a whole. */
export const isAssociative = ({type, listType}: Schema): boolean =>
  type === 'array' && (listType === 'set' || listType === 'map')

/** The path element of an item of an associative list; undefined where it lacks every key. */
export function itemElement(list: Schema, item: unknown): string | undefined {
  if (list.listType === 'set') return `v:${stringifyJson(item, {escapeHtml: false})}`
  if (!isObject(item)) return undefined
  const keys: Record<string, unknown> = {}
  for (const name of [...(list.listMapKeys ?? [])].sort()) {
    const value = Object.hasOwn(item, name) ? item[name] : list.items?.fields.get(name)?.default
    if (value !== undefined) keys[name] = value
  }
  if (Object.keys(keys).length === 0) return undefined
  return `k:${stringifyJson(keys, {escapeHtml: false})}`
}

/** The path as conflicts show it: `.spec.containers[name="c"].image`. */
export const formatPath = (path: readonly string[]): string => path.map(formatElement).join('')

function formatElement(element: string): string {
  const rest = element.slice(2)
  switch (element[0]) {
    case 'f':
      return `.${rest}`
    case 'k': {
      const keys = Object.entries(JSON.parse(rest) as Record<string, unknown>)
      return `[${keys.map(([name, value]) => `${name}=${formatValue(value)}`).join(',')}]`
    }
    case 'v':
      return `[=${formatValue(JSON.parse(rest))}]`
    default:
      return `[${rest}]`
  }
}

const formatValue = (value: unknown): string => (typeof value === 'string' ? quote(value) : stringifyJson(value))
