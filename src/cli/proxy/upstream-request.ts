import type {ClientRequest, IncomingHttpHeaders, IncomingMessage, RequestOptions} from 'node:http'
import {agentFor} from '../../client/agent-for.ts'
import type {Upstream} from './proxy-server.ts'

/** Headers that are about one connection (RFC 9110, 7.6.1). */
const hopByHop = [
  'connection',
  'proxy-connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

export interface Forwarding extends Upstream {
  /** Path and query of what is asked of the server. */
  url: string
}

/** Opens the same request to the server, with the connection's own credentials; its body is still to be sent. */
export async function upstreamRequest(
  incoming: IncomingMessage,
  {target, url, invocation}: Forwarding,
  {upgrade}: {upgrade: boolean},
): Promise<ClientRequest> {
  const server = new URL(target.server)
  const secure = server.protocol === 'https:'
  const {request} = secure ? await import('node:https') : await import('node:http')
  const agent = await agentFor(target)
  const base = invocation.flags['append-server-path'] ? server.pathname.replace(/\/$/, '') : ''
  const options: RequestOptions = {
    method: incoming.method,
    path: base + url,
    host: server.hostname.replace(/^\[|\]$/g, ''),
    port: server.port || (secure ? 443 : 80),
    headers: {
      ...(upgrade ? incoming.headers : endToEnd(incoming.headers)),
      ...forwardedFor(incoming),
      ...target.headers,
      ...(incoming.headers.authorization && {authorization: incoming.headers.authorization}),
      host: server.host,
    },
    ...(target.socketPath && {socketPath: target.socketPath}),
    ...(secure && target.tls),
    ...(agent && {agent}),
  }
  const sent = request(options)
  const period = invocation.flags.keepalive
  if (period > 0) sent.setSocketKeepAlive(true, period)
  return sent
}

/** The headers that a proxy passes on. */
export function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = String(headers.connection ?? '')
    .toLowerCase()
    .split(/, */)
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !hopByHop.includes(name) && !named.includes(name)),
  )
}

function forwardedFor({socket, headers}: IncomingMessage): IncomingHttpHeaders {
  const before = headers['x-forwarded-for']
  const address = socket.remoteAddress
  return address ? {'x-forwarded-for': before ? `${before}, ${address}` : address} : {}
}
