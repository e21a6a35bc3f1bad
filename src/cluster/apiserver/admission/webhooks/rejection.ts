import type {JsonObject} from '../../../../api/object.ts'
import {StatusError} from '../../../../api/status-error.ts'

/** A webhook's no, in the words of Kubernetes around its own. */
export function rejection(webhook: string, result: JsonObject = {}): StatusError {
  const denied = `admission webhook ${JSON.stringify(webhook)} denied the request`
  const {message, reason, code, status: _, kind: __, apiVersion: ___, metadata: ____, ...rest} = result
  const why = message ? `: ${message}` : reason ? `: ${reason}` : ' without explanation'
  return new StatusError({
    ...rest,
    ...(typeof reason === 'string' && {reason}),
    message: `${denied}${why}`,
    code: typeof code === 'number' && code >= 400 ? code : 400,
  })
}
