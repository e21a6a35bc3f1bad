import type {JsonObject} from '../../api/object.ts'
import {StatusError} from '../../api/status-error.ts'
import type {ApiResponse} from '../../client/transport.ts'
import {parseAccept} from './encoding/media-type.ts'
import {headerOf} from './encoding/negotiate.ts'
import type {ServerRequest} from './server-request.ts'

/** A document for whoever verifies the cluster's tokens: in its one form only, and to be kept for an hour. Throws a 406. */
export function openidDocument(request: ServerRequest, object: JsonObject, type: string): ApiResponse {
  const accept = headerOf(request, 'accept')
  if (accept && !parseAccept(accept).some(clause => clause.type === '*/*' || clause.type === type))
    throw new StatusError({
      message: `406: Not Acceptable\n\nAvailable representations: ${type}`,
      reason: 'NotAcceptable',
      details: {},
      code: 406,
    })
  return {
    status: 200,
    headers: {'content-type': type, 'cache-control': 'public, max-age=3600'},
    body: {type: 'object', object},
  }
}
