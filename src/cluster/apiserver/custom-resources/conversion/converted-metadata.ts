import {goTypeOf} from '../../../../api/go/format-value.ts'
import {isObject} from '../../../../api/json/index.ts'
import {isLabelValue, isQualifiedName} from '../../../../api/names.ts'
import type {KubeObject} from '../../../../api/object.ts'

/** What of a converted object's identity is not what it was. */
export function metadataProblem(original: KubeObject, converted: KubeObject): string | undefined {
  const [before, after] = [original.metadata, converted.metadata ?? {}]
  for (const [field, name] of [
    ['name', 'name'],
    ['namespace', 'namespace'],
    ['uid', 'UID'],
  ] as const) {
    const [wanted, got] = [before[field] ?? '', after[field] ?? '']
    if (wanted !== got) return `must have the same ${name}: ${wanted} != ${got}`
  }
  return undefined
}

/** The original's metadata with the labels and annotations of the converted object, which are all that a conversion may change. Throws where they are none. */
export function restoredMetadata(original: KubeObject, converted: KubeObject): KubeObject['metadata'] {
  const given: unknown = converted.metadata
  if (given === undefined) throw new Error('missing metadata in converted object')
  if (!isObject(given)) throw new Error(`invalid metadata of type ${goTypeOf(given)} in converted object`)
  const metadata = {...original.metadata}
  for (const field of ['labels', 'annotations'] as const) {
    const value = given[field]
    if (value === undefined || value === null) delete metadata[field]
    else metadata[field] = checkedTexts(field, value)
  }
  return metadata
}

function checkedTexts(field: 'labels' | 'annotations', value: unknown): Record<string, string> {
  if (!isObject(value)) throw new Error(`invalid metadata.${field} of type ${goTypeOf(value)} in converted object`)
  const problems: string[] = []
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string')
      throw new Error(`metadata.${field}[${key}] must be a string, but is ${goTypeOf(text)} in converted object`)
    const path = field === 'labels' ? 'metadata.labels' : 'metadata.annotation'
    const name = field === 'labels' ? key : key.toLowerCase()
    for (const why of isQualifiedName(name)) problems.push(`${path}: Invalid value: ${JSON.stringify(key)}: ${why}`)
    if (field === 'labels')
      for (const why of isLabelValue(text)) problems.push(`${path}: Invalid value: ${JSON.stringify(text)}: ${why}`)
  }
  if (problems.length > 0) throw new Error(problems.length === 1 ? problems[0] : `[${problems.join(', ')}]`)
  return value as Record<string, string>
}
