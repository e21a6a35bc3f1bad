import {isObject} from '../json/set-key.ts'
import {schemaOf} from './inflate.ts'
import type {Schema} from './schema.ts'

/**
 * Removes from a draft what a structural schema does not specify, and returns the paths of what went, sorted. The root (and any embedded
 * resource) keeps apiVersion, kind and metadata.
 */
export function prune(schema: Schema, draft: Record<string, unknown>): string[] {
  const removed: string[] = []
  pruneObject(schema, draft, '', removed, true)
  return removed.sort()
}

function pruneValue(schema: Schema | undefined, value: unknown, path: string, removed: string[]): void {
  if (Array.isArray(value)) {
    const items = schema?.type === 'map' ? undefined : schema?.items
    for (const [index, item] of value.entries()) pruneValue(items, item, `${path}[${index}]`, removed)
  } else if (isObject(value)) pruneObject(schema, value, path, removed, schema?.embeddedResource === true)
}

function pruneObject(
  schema: Schema | undefined,
  draft: Record<string, unknown>,
  path: string,
  removed: string[],
  resource: boolean,
): void {
  for (const key of Object.keys(draft)) {
    if (resource && (key === 'apiVersion' || key === 'kind')) continue
    const child = path ? `${path}.${key}` : key
    if (resource && key === 'metadata') {
      if (path) pruneMetadata(draft[key], child, removed)
      continue
    }
    const known = schema?.fields.get(key)?.schema ?? (schema?.type === 'array' ? undefined : schema?.items)
    if (known) pruneValue(known, draft[key], child, removed)
    else if (schema?.preserveUnknownFields) continue
    else {
      delete draft[key]
      removed.push(child)
    }
  }
}

function pruneMetadata(metadata: unknown, path: string, removed: string[]): void {
  if (!isObject(metadata)) return
  const {fields} = schemaOf('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta')
  for (const key of Object.keys(metadata)) {
    if (fields.has(key)) continue
    delete metadata[key]
    removed.push(`${path}.${key}`)
  }
}
