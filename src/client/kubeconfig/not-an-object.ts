import {jsonKind} from '../../api/go/json-kind.ts'

/** Why a document that is no object has no version and kind, in Go's words; undefined for objects. */
export function notAnObject(value: unknown): string | undefined {
  if (typeof value === 'object' && !Array.isArray(value)) return undefined
  const kind = jsonKind(value)
  return `couldn't get version/kind; json parse error: json: cannot unmarshal ${kind} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`
}
