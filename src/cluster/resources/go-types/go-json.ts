import {isGivenEmpty} from '../../../api/schema/index.ts'
import {metadataFields} from '../metadata/metadata-fields.ts'
import {goTypes} from './table.ts'

/** An object of a built-in type as the server's internal type prints as JSON: every field, absent ones too, by its Go name. */
export function goJson(type: string, object: object): Record<string, unknown> {
  const source = object as Record<string, unknown>
  const fields = (goTypes[type] ?? '').split(' ').flatMap(field => {
    const [, name = '', kind = 'n', json] = /^(\w+):([^=]+)(?:=(.+))?$/.exec(field) ?? []
    if (kind.startsWith('&')) return Object.entries(goJson(kind.slice(1), source))
    if (kind === '@') return metadataPairs((source['metadata'] ?? {}) as Record<string, unknown>)
    const own = json ?? name.charAt(0).toLowerCase() + name.slice(1)
    return [[name, goValue(kind, source[own] ?? emptyOf(kind, source, own))] as const]
  })
  return Object.fromEntries(fields)
}

/** What was given empty, which the API's JSON leaves out. */
function emptyOf(kind: string, source: object, field: string): unknown {
  if (!isGivenEmpty(source, field)) return undefined
  return kind.startsWith('[') ? [] : kind === '{' ? {} : undefined
}

const zero: Record<string, unknown> = {s: '', i: 0, b: false, q: '0', x: 0}

function goValue(kind: string, value: unknown): unknown {
  if (kind.startsWith('[')) return Array.isArray(value) ? value.map(item => goValue(kind.slice(1), item)) : null
  if (kind.startsWith('*')) return value === undefined || value === null ? null : goJson(kind.slice(1), value as object)
  if (kind.startsWith('#')) return goJson(kind.slice(1), (value ?? {}) as object)
  if (kind === '{') return value === undefined || value === null ? null : sortedMap(value as Record<string, unknown>)
  return value ?? zero[kind] ?? null
}

/** Metadata has no type of its own in the server: it prints as in the API. */
const metadataPairs = (metadata: Record<string, unknown>) =>
  metadataFields.flatMap(field => {
    const value = metadata[field]
    if (value === undefined || value === null) return []
    const isMap = field === 'labels' || field === 'annotations'
    return [[field, isMap ? sortedMap(value as Record<string, unknown>) : value] as const]
  })

const sortedMap = (map: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.keys(map)
      .sort()
      .map(key => [key, map[key]]),
  )
