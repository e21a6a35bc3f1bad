import {jsonKind} from '../../../../api/go/json-kind.ts'
import {isObject} from '../../../../api/json/index.ts'
import {applyJsonPatch, maxJsonPatchOperations} from '../../../../api/patch/index.ts'
import {badRequest, requestEntityTooLarge, StatusError} from '../../../../api/status-error.ts'
import {bodyValue, type PatchKind, undecodable} from './patch-kind.ts'
import {quoteStepped} from './quote-patched.ts'

/** RFC 6902. */
export const jsonPatch: PatchKind = {
  read(body, lenient) {
    const refuse = lenient ? badRequest : undecodable
    const value = bodyValue(body, refuse)
    if (value === null) return []
    if (!Array.isArray(value))
      throw refuse(
        `json: cannot unmarshal ${jsonKind(value)} into Go value of type ${lenient ? 'jsonpatch.Patch' : '[]handlers.jsonPatchOp'}`,
      )
    for (const operation of value)
      if (operation !== null && !isObject(operation))
        throw refuse(
          `json: cannot unmarshal ${jsonKind(operation)} into Go value of type ${lenient ? 'jsonpatch.Operation' : 'handlers.jsonPatchOp'}`,
        )
      else if (operation && !lenient) checkTexts(operation)
    if (value.length > maxJsonPatchOperations)
      throw requestEntityTooLarge(
        `Request entity too large: The allowed maximum operations in a JSON patch is ${maxJsonPatchOperations}, got ${value.length}`,
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
  quote: ({schema, before, patch}) => quoteStepped(schema, before, patch),
  problems: (patch, duplicates) => [...unknownFields(patch), ...duplicates].map(problem => `json patch ${problem}`),
}

const texts = ['op', 'path', 'from']

function checkTexts(operation: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(operation))
    if (texts.includes(name) && typeof value !== 'string' && value !== null)
      throw undecodable(
        `json: cannot unmarshal ${jsonKind(value)} into Go struct field jsonPatchOp.${name} of type string`,
      )
}

/** What an operation has besides the fields that one can have. */
function unknownFields(patch: unknown): string[] {
  return (patch as (Record<string, unknown> | null)[]).flatMap((operation, index) =>
    Object.keys(operation ?? {})
      .filter(name => name !== 'value' && !texts.includes(name))
      .map(name => `unknown field ${JSON.stringify(`[${index}].${name}`)}`),
  )
}
