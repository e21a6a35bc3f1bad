import {isObject} from '../../api/json/index.ts'
import type {KubeObject} from '../../api/object.ts'

const texts = ['generateName', 'name', 'namespace', 'resourceVersion', 'selfLink', 'uid']
const maps = ['annotations', 'labels']

/** Refuses metadata that would not fit Go's ObjectMeta: a label that is a number, a name that is a boolean. */
export function checkMetadata({metadata}: KubeObject, source: string): void {
  if (metadata === undefined || metadata === null) return
  const fields: unknown = metadata
  if (!isObject(fields)) throw misfit({value: fields, field: 'metadata', type: 'v1.ObjectMeta'}, source)
  for (const [field, value] of Object.entries(fields)) {
    if (value === null) continue
    const path = `metadata.${field}`
    if (texts.includes(field) && typeof value !== 'string') throw misfit({value, field: path, type: 'string'}, source)
    if (!maps.includes(field)) continue
    if (!isObject(value)) throw misfit({value, field: path, type: 'map[string]string'}, source)
    for (const text of Object.values(value))
      if (typeof text !== 'string' && text !== null) throw misfit({value: text, field: path, type: 'string'}, source)
  }
}

const misfit = ({value, field, type}: {value: unknown; field: string; type: string}, source: string): Error =>
  new Error(
    `unable to decode ${JSON.stringify(source)}: json: cannot unmarshal ${goKind(value)} into Go struct field ${field === 'metadata' ? 'metadataOnlyObject' : 'ObjectMeta'}.${field} of type ${type}`,
  )

function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value === 'object' ? 'object' : typeof value
}
