import {request as httpsRequest} from 'node:https'
import type {ApiResponse} from '../../../client/transport.ts'
import {dialProblem} from '../dial-problem.ts'
import type {ServerRequest, UserInfo} from '../server-request.ts'
import {forwardedHeaders, type RemoteTarget, receivedResponse, wayTo} from './forward-request.ts'

/** Whether a client asks to speak another protocol on its connection: WebSocket or SPDY, for exec and the like. */
export const asksForUpgrade = ({headers = {}}: ServerRequest): boolean =>
  headers['upgrade'] !== undefined && /\bupgrade\b/i.test([headers['connection'] ?? ''].flat().join())

/**
 * Sends on a request for another protocol. Where the aggregated server agrees, what both sides then say is none of ours: the answer is a `tunnel`.
 * Throws an Error in the words of Go's HTTP client.
 */
export async function forwardUpgrade(
  target: RemoteTarget,
  request: ServerRequest,
  user: UserInfo,
): Promise<ApiResponse> {
  const way = await wayTo(target)
  const [upgrade = ''] = [request.headers?.['upgrade'] ?? ''].flat()
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest({
      ...way,
      method: request.method,
      path: request.url,
      headers: {...forwardedHeaders(target, request, user, undefined), connection: 'Upgrade', upgrade},
    })
    outgoing.once('upgrade', ({statusCode = 101, headers}, socket, head) =>
      resolve({
        status: statusCode,
        headers: Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value ? [[name, value]] : []))),
        body: {type: 'tunnel', tunnel: socket, head},
      }),
    )
    outgoing.once('response', response => resolve(receivedResponse(response)))
    outgoing.once('error', error => reject(new Error(dialProblem(error, target))))
    request.signal?.addEventListener('abort', () => outgoing.destroy(), {once: true})
    outgoing.end()
  })
}
