import {badRequest} from '../../../api/status-error.ts'
import type {ServerRequest} from '../server-request.ts'

const mediaType = 'application/vnd.kubernetes.protobuf'

/** Whether a request's body is in Kubernetes' protobuf. */
export const isProtobuf = ({headers = {}, body}: ServerRequest): boolean =>
  body instanceof Uint8Array && String(headers['content-type'] ?? '').startsWith(mediaType)

/** The same request with the object that its body is, as if it had been sent within this process. Throws BadRequest. */
export async function withoutProtobuf(request: ServerRequest): Promise<ServerRequest> {
  const {decodeProtobuf} = await import('../../../api/protobuf/decode.ts')
  try {
    const body = decodeProtobuf(request.body as Uint8Array)
    return {...request, body, headers: {...request.headers, 'content-type': 'application/json'}}
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) throw badRequest(error.message)
    throw error
  }
}
