import {copyJson} from '../json/copy.ts'
import {deepEqual} from '../json/deep-equal.ts'
import {isObject, setKey} from '../json/set-key.ts'

type JsonMap = Record<string, unknown>

/** An object with a JSON merge patch (RFC 7386) applied; neither is changed. */
export function applyMergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return copyJson(patch)
  const result: JsonMap = {}
  const base = isObject(target) ? target : {}
  for (const key of Object.keys(base))
    if (!Object.hasOwn(patch, key)) setKey(result, key, copyJson(base[key]))
    else if (patch[key] !== null) setKey(result, key, mergeValue(base[key], patch[key]))
  for (const key of Object.keys(patch))
    if (!Object.hasOwn(base, key) && patch[key] !== null) setKey(result, key, mergeValue(undefined, patch[key]))
  return result
}

const mergeValue = (target: unknown, patch: unknown): unknown =>
  isObject(patch) ? applyMergePatch(target, patch) : withoutNullMembers(patch)

/** Kubernetes' library also drops null members from objects in lists. */
function withoutNullMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNullMembers)
  if (!isObject(value)) return value
  const out: JsonMap = {}
  for (const key of Object.keys(value)) if (value[key] !== null) setKey(out, key, withoutNullMembers(value[key]))
  return out
}

/** The JSON merge patch that turns one object into another. */
export function createMergePatch(original: JsonMap, modified: JsonMap): JsonMap {
  const patch: JsonMap = {}
  for (const [key, value] of Object.entries(modified)) {
    if (!Object.hasOwn(original, key)) {
      setKey(patch, key, copyJson(value))
      continue
    }
    const before = original[key]
    if (isObject(before) && isObject(value)) {
      const inner = createMergePatch(before, value)
      if (Object.keys(inner).length > 0) setKey(patch, key, inner)
    } else if (!deepEqual(before, value)) setKey(patch, key, copyJson(value))
  }
  for (const key of Object.keys(original)) if (!Object.hasOwn(modified, key)) setKey(patch, key, null)
  return patch
}
