import {StatusError} from '../../../api/status-error.ts'
import type {ApiRequest, ApiResponse} from '../../../client/transport.ts'
import type {Connection} from '../../containers/connection.ts'
import {podHttp, secured} from '../pod-http.ts'

export interface ProxiedPort {
  scheme: 'http' | 'https'
  /** The pod's address and the port: `10.244.0.5:80`. */
  authority: string
  /** Undefined where nobody listens. */
  connection: Connection | undefined
}

/** Passes a request on to a port of a pod and its answer back; 503 where nobody listens. */
export async function proxyPod(
  {scheme, authority, connection}: ProxiedPort,
  request: ApiRequest,
): Promise<ApiResponse> {
  if (!connection)
    throw new StatusError({
      code: 503,
      reason: 'ServiceUnavailable',
      message: `error trying to reach service: dial tcp ${authority}: connect: connection refused`,
    })
  const headers = Object.fromEntries(
    Object.entries(request.headers ?? {}).map(([name, value]) => [name, String(value)]),
  )
  const body = bytesOf(request.body)
  const answer = await podHttp(scheme === 'https' ? secured(connection) : connection, {
    method: request.method,
    path: request.url,
    headers: {host: authority, ...headers},
    ...(body && {body}),
  })
  return {status: answer.status, headers: answer.headers, body: {type: 'bytes', bytes: answer.body}}
}

function bytesOf(body: ApiRequest['body']): Buffer | undefined {
  if (!body) return typeof body === 'string' ? Buffer.from(body) : undefined
  return Buffer.from(typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body))
}
