import {isObject} from '../../../../api/json/index.ts'
import {applyMergePatch} from '../../../../api/patch/index.ts'
import {quotePatched} from './quote-patched.ts'
import {bodyValue, goKind, type PatchKind, undecodable} from './patch-kind.ts'

/** RFC 7386. */
export const mergePatch: PatchKind = {
  read: body => readMap(body),
  apply: (object, patch) => applyMergePatch(object, patch) as Record<string, unknown>,
  quote: ({schema, before, patched}) => quotePatched(schema, before, patched, 'sorted'),
}

/** A patch that must be an object. */
export function readMap(body: unknown): Record<string, unknown> {
  const value = bodyValue(body)
  if (value === null) return {}
  if (!isObject(value))
    throw undecodable(`json: cannot unmarshal ${goKind(value)} into Go value of type map[string]interface {}`)
  return value
}
