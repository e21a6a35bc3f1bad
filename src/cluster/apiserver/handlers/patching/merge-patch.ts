import {jsonKind} from '../../../../api/go/json-kind.ts'
import {isObject} from '../../../../api/json/index.ts'
import {applyMergePatch} from '../../../../api/patch/index.ts'
import {badRequest} from '../../../../api/status-error.ts'
import {bodyValue, type PatchKind, undecodable} from './patch-kind.ts'
import {quoteMerged} from './quote-patched.ts'

/** RFC 7386. */
export const mergePatch: PatchKind = {
  read(body, lenient) {
    const value = bodyValue(body, lenient ? noPatch : undecodable)
    if (isObject(value)) return value
    if (value === null) throw noPatch()
    if (!lenient)
      throw undecodable(`json: cannot unmarshal ${jsonKind(value)} into Go value of type map[string]interface {}`)
    if (!Array.isArray(value)) throw noPatch()
    return value
  },
  apply(object, patch) {
    // A list takes the place of the whole object.
    if (Array.isArray(patch)) return patch as never
    return applyMergePatch(object, patch) as Record<string, unknown>
  },
  quote: ({schema, before, patched, patch}) => quoteMerged(schema, before, patched, patch),
}

const noPatch = () => badRequest('Invalid JSON Patch')
