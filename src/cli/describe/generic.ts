import {formatGoValue} from '../../api/go/format-value.ts'
import {compareKeys, isObject} from '../../api/json/index.ts'
import type {KubeObject} from '../../api/object.ts'
import {describer} from './describer.ts'
import type {Description} from './description.ts'
import {writeAnnotations, writeLabels} from './parts/metadata.ts'

const shownAbove = new Set([
  '.metadata.managedFields',
  '.metadata.name',
  '.metadata.namespace',
  '.metadata.labels',
  '.metadata.annotations',
])

/** An object of a kind without a describer of its own: all of its fields. */
export const generic = describer<KubeObject>((object, out) => {
  const {metadata} = object
  out.field(0, 'Name', metadata.name)
  out.field(0, 'Namespace', metadata.namespace)
  writeLabels(out, 'Labels', metadata.labels)
  writeAnnotations(out, 'Annotations', metadata.annotations)
  writeFields(out, 0, object, '')
})

function writeFields(out: Description, level: number, fields: Record<string, unknown>, path: string): void {
  for (const name of Object.keys(fields).sort(compareKeys)) {
    const value = fields[name]
    const fieldPath = `${path}.${name}`
    if (shownAbove.has(fieldPath)) continue
    if (isObject(value)) {
      out.line(level, `${labelOf(name)}:`)
      writeFields(out, level + 1, value, fieldPath)
    } else if (Array.isArray(value)) {
      out.line(level, `${labelOf(name)}:`)
      for (const item of value)
        if (isObject(item)) writeFields(out, level + 1, item, fieldPath)
        else out.line(level + 1, formatGoValue(item))
    } else out.field(level, labelOf(name), formatGoValue(value))
  }
}

const acronyms = new Set(['API', 'URL', 'UID', 'OSB', 'GUID'])

/** `readyReplicas` is `Ready Replicas`, `podUID` is `Pod UID`; names with other characters stay. */
function labelOf(field: string): string {
  if (/[^\p{L}-]/u.test(field)) return field
  return wordsOf(field)
    .map(word => (acronyms.has(word.toUpperCase()) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ')
}

/** Runs of capitals, small letters and others; the last capital before a small letter begins its word. */
const wordsOf = (field: string): string[] => field.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|[^\p{Lu}\p{Ll}]+/gu) ?? []
