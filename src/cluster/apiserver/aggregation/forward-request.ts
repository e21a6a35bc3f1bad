import type {IncomingMessage} from 'node:http'
import {request as httpsRequest, type RequestOptions} from 'node:https'
import type {ConnectionOptions} from 'node:tls'
import type {ApiResponse} from '../../../client/transport.ts'
import {trusting} from '../../../client/trusting.ts'
import {dialProblem} from '../dial-problem.ts'
import {egress} from '../egress.ts'
import type {ServerParts} from '../server-parts.ts'
import type {ServerRequest, UserInfo} from '../server-request.ts'

/** Where an aggregated API server is, and how both sides prove who they are. */
export interface RemoteTarget {
  host: string
  port: number
  serverName: string
  insecure: boolean
  /** PEM. */
  ca?: string
  certificate: string
  key: string
  /** The server whose Service it is: it may be a pod of this cluster. */
  within?: Pick<ServerParts, 'nodes'>
}

/** Sends a request on to an aggregated API server in a user's name; throws an Error in the words of Go's HTTP client. The answer streams. */
export async function forwardRequest(
  target: RemoteTarget,
  request: ServerRequest,
  user: UserInfo,
): Promise<ApiResponse> {
  const body = encoded(request.body)
  const way = await wayTo(target)
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest(
      {
        ...way,
        method: request.method,
        path: request.url,
        headers: forwardedHeaders(target, request, user, body),
        ...(request.signal && {signal: request.signal}),
      },
      response => resolve(receivedResponse(response)),
    )
    outgoing.on('error', error => reject(new Error(dialProblem(error, target))))
    outgoing.end(body)
  })
}

/** The answer of an aggregated server, as it comes. */
export function receivedResponse(response: IncomingMessage): ApiResponse {
  const headers = Object.fromEntries(
    Object.entries(response.headers).filter(
      (entry): entry is [string, string | string[]] => entry[1] !== undefined && !hopByHop.has(entry[0]),
    ),
  )
  return {status: response.statusCode ?? 502, headers, body: {type: 'stream', chunks: response}}
}

/** How to connect to a server. Fails as the connection does. */
export async function wayTo(target: RemoteTarget): Promise<RequestOptions> {
  const {host, port} = target
  const tls = connectionOptions(target)
  try {
    return {host, port, ...tls, ...(await egress(target.within ?? {}, {host, port}, tls))}
  } catch (error) {
    throw new Error(dialProblem(error as Error, target))
  }
}

const connectionOptions = (target: RemoteTarget): ConnectionOptions => ({
  servername: target.serverName,
  cert: target.certificate,
  key: target.key,
  rejectUnauthorized: !target.insecure,
  ...(target.ca && trusting(target.ca)),
})

const hopByHop = new Set(
  'connection keep-alive proxy-authenticate proxy-authorization te trailer transfer-encoding upgrade host content-length'.split(
    ' ',
  ),
)

/** What only concerns this server stays here. */
const own = /^(authorization$|impersonate-|x-remote-)/

/** The headers that an aggregated server gets of a request. */
export function forwardedHeaders(
  {host, port}: RemoteTarget,
  request: ServerRequest,
  user: UserInfo,
  body: Buffer | undefined,
): Record<string, string | string[]> {
  const authority = `${host}:${port}`
  const headers: Record<string, string | string[]> = {
    host: authority,
    'x-forwarded-host': authority,
    'x-forwarded-proto': 'https',
    'x-forwarded-uri': request.url.replace(/\?.*$/, ''),
    ...(request.remoteAddress && {'x-forwarded-for': request.remoteAddress}),
  }
  for (const [name, value] of Object.entries(request.headers ?? {}))
    if (!hopByHop.has(name) && !own.test(name)) headers[name] = value
  if (body) headers['content-length'] = String(body.length)
  if (body && !headers['content-type']) headers['content-type'] = 'application/json'
  return {...headers, ...userHeaders(user)}
}

/** Who asks, as a front proxy says it. */
function userHeaders({name, uid, groups, extra}: UserInfo): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {'x-remote-user': name, 'x-remote-group': [...groups]}
  if (uid) headers['x-remote-uid'] = uid
  for (const [key, values] of Object.entries(extra ?? {}))
    headers[`x-remote-extra-${encodeURIComponent(key).toLowerCase()}`] = values
  return headers
}

function encoded(body: ServerRequest['body']): Buffer | undefined {
  if (body === undefined) return undefined
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body as string)
  return Buffer.from(JSON.stringify(body))
}
