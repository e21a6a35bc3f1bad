import {parseGoDuration} from '../duration.ts'
import {isObject} from '../json/set-key.ts'
import type {Schema} from '../schema/schema.ts'
import {kubernetesEnvironment} from './environment.ts'
import {escapeName} from './escape-name.ts'

/** JSON as CEL values: integers are ints, objects maps. */
export function celValue(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value
  if (Array.isArray(value)) return value.map(celValue)
  if (value instanceof Date) return value
  if (!isObject(value)) return value
  const map = new Map<string, unknown>()
  for (const [key, item] of Object.entries(value)) if (item !== undefined) map.set(key, celValue(item))
  return map
}

/** JSON as CEL values by its structural schema: dates, durations and bytes are such, and fields that no schema knows are hidden. */
export function typedValue(schema: Schema | undefined, value: unknown, resource = false): unknown {
  if (value === null || value === undefined) return null
  if (!schema || schema.type === 'int-or-string' || schema.type === 'raw') return celValue(value)
  if (Array.isArray(value)) return value.map(item => typedValue(schema.items, item, schema.items?.embeddedResource))
  if (typeof value === 'number') return schema.type === 'number' ? value : celValue(value)
  if (typeof value === 'string') return typedString(schema.format, value)
  if (!isObject(value)) return value
  return schema.type === 'map' || (schema.items && schema.fields.size === 0)
    ? new Map(Object.entries(value).map(([key, item]) => [key, typedValue(schema.items, item)]))
    : typedObject(schema, value, resource)
}

function typedObject(schema: Schema, value: Record<string, unknown>, resource: boolean): Map<string, unknown> {
  const map = new Map<string, unknown>()
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue
    const name = escapeName(key)
    const field = schema.fields.get(key)
    const meta = (resource || schema.embeddedResource) && ['apiVersion', 'kind', 'metadata'].includes(key)
    if (!name || (!field && !meta && !schema.preserveUnknownFields)) continue
    const child = field?.schema
    map.set(name, meta && !child ? celValue(item) : typedValue(child, item, child?.embeddedResource))
  }
  return map
}

function typedString(format: string | undefined, text: string): unknown {
  switch (format) {
    case 'date-time':
    case 'datetime':
      return new Date(text)
    case 'date':
      return new Date(`${text}T00:00:00Z`)
    case 'duration':
      return celDuration(text)
    case 'byte':
      return new Uint8Array(Buffer.from(text, 'base64'))
    default:
      return text
  }
}

let asDuration: ((context: {text: string}) => unknown) | undefined

function celDuration(text: string): unknown {
  asDuration ??= kubernetesEnvironment()
    .registerVariable('text', 'string')
    .parse('duration(text)') as unknown as (context: {text: string}) => unknown
  try {
    const nanos = parseGoDuration(text)
    return asDuration!({text: `${Number(nanos) / 1e9}s`})
  } catch {
    return text
  }
}
