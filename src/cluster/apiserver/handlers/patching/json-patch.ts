import {isObject} from '../../../../api/json/index.ts'
import {applyJsonPatch, maxJsonPatchOperations} from '../../../../api/patch/index.ts'
import {badRequest, requestEntityTooLarge, StatusError} from '../../../../api/status-error.ts'
import {quoteStepped} from './quote-patched.ts'
import {bodyValue, goKind, type PatchKind, undecodable} from './patch-kind.ts'

/** RFC 6902. */
export const jsonPatch: PatchKind = {
  read(body, lenient) {
    const refuse = lenient ? badRequest : undecodable
    const value = bodyValue(body, refuse)
    if (value === null) return []
    if (!Array.isArray(value))
      throw refuse(
        `json: cannot unmarshal ${goKind(value)} into Go value of type ${lenient ? 'jsonpatch.Patch' : '[]handlers.jsonPatchOp'}`,
      )
    for (const operation of value)
      if (operation !== null && !isObject(operation))
        throw refuse(
          `json: cannot unmarshal ${goKind(operation)} into Go value of type ${lenient ? 'jsonpatch.Operation' : 'handlers.jsonPatchOp'}`,
        )
    if (value.length > maxJsonPatchOperations)
      throw requestEntityTooLarge(
        `The allowed maximum operations in a JSON patch is ${maxJsonPatchOperations}, got ${value.length}`,
      )
    return value
  },
  apply(object, patch) {
    try {
      return applyJsonPatch(object, patch) as Record<string, unknown>
    } catch (error) {
      if ((error as Error).name !== 'PatchError') throw error
      throw new StatusError({
        message: 'the server rejected our request due to an error in our request',
        reason: 'Invalid',
        details: {},
        code: 422,
      })
    }
  },
  quote: ({schema, before, patched, patch}) => quoteStepped(schema, before, patched, patch),
}
