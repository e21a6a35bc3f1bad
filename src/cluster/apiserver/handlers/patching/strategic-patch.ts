import {formatGoValue} from '../../../../api/go/format-value.ts'
import {jsonKind} from '../../../../api/go/json-kind.ts'
import {isObject} from '../../../../api/json/index.ts'
import {followStrategicPatch} from '../../../../api/patch/index.ts'
import {badRequest, StatusError} from '../../../../api/status-error.ts'
import type {PatchKind} from './patch-kind.ts'
import {restoreProblem} from './restore-problem.ts'
import {wrapIntegers} from './wrap-integers.ts'

/** Kubernetes' own: lists merge by key, `$patch` directs. Only for kinds whose types the server knows. */
export const strategicPatch: PatchKind = {
  read(body) {
    const value = parsed(body)
    if (value === null) return {}
    if (!isObject(value))
      throw badRequest(`json: cannot unmarshal ${jsonKind(value)} into Go value of type map[string]interface {}`)
    return value
  },
  apply(object, patch, schema) {
    try {
      return wrapIntegers(schema, followStrategicPatch(schema, object, patch as Record<string, unknown>))
    } catch (error) {
      if ((error as Error).name !== 'PatchError') throw error
      const {message} = error as Error
      throw message.startsWith('invalid patch format of') ? badRequest(message) : new StatusError({message, code: 500})
    }
  },
  keepsKind: true,
  consumes: true,
  quote: ({patch}) => formatGoValue(patch),
  problem: (schema, patched, message) =>
    restoreProblem(schema, patched) ??
    (message.startsWith('illegal base64') ? `error decoding from json: ${message}` : undefined),
}

function parsed(body: unknown): unknown {
  try {
    return typeof body === 'function' ? (body as () => unknown)() : body
  } catch (error) {
    throw badRequest((error as Error).message)
  }
}
