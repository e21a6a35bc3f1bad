import type {KubeObject} from '../../../api/object.ts'

/** Whether two JSON values say the same, whatever the order of their fields; undefined counts as absent. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && sameItems(a, b)
  return sameFields(a as Fields, b as Fields)
}

function sameItems(a: unknown[], b: unknown[]): boolean {
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index += 1) if (!sameJson(a[index], b[index])) return false
  return true
}

/** Whether two objects say the same, one field apart that may differ in metadata. */
export const sameBut = (field: keyof KubeObject['metadata'], a: KubeObject, b: KubeObject): boolean =>
  sameFields(a, b, 'metadata') && sameFields(a.metadata as Fields, b.metadata as Fields, field)

type Fields = Record<string, unknown>

function sameFields(a: Fields, b: Fields, but?: string): boolean {
  let more = 0
  for (const key in a) {
    if (a[key] === undefined || key === but) continue
    if (!sameJson(a[key], b[key])) return false
    more += 1
  }
  for (const key in b) if (b[key] !== undefined && key !== but) more -= 1
  return more === 0
}
