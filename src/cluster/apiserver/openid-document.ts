import type {JsonObject} from '../../api/object.ts'
import type {ApiResponse} from '../../client/transport.ts'
import {checkAccept, headerOf} from './encoding/negotiate.ts'
import type {ServerRequest} from './server-request.ts'

/** A document for whoever verifies the cluster's tokens: in its one form only, without a newline, and to be kept for an hour. Throws a 406. */
export function openidDocument(request: ServerRequest, object: JsonObject, type: string): ApiResponse {
  checkAccept(headerOf(request, 'accept'), [type])
  return {
    status: 200,
    headers: {'content-type': type, 'cache-control': 'public, max-age=3600'},
    body: {type: 'text', text: JSON.stringify(object)},
  }
}
