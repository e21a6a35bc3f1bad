import type {IncomingHttpHeaders, IncomingMessage} from 'node:http'
import type {Http2ServerRequest} from 'node:http2'
import type {TLSSocket} from 'node:tls'
import {requestEntityTooLarge} from '../../../api/status-error.ts'
import type {ApiRequest} from '../../../client/transport.ts'
import type {ServerRequest} from '../server-request.ts'

/** kube-apiserver's limit for a request's body; bytes. */
const largestBody = 3 * 1024 * 1024

/** The API server's view of an HTTP request, its body read. Throws RequestEntityTooLarge. */
export async function readRequest(
  incoming: IncomingMessage | Http2ServerRequest,
  signal: AbortSignal,
): Promise<ServerRequest> {
  const body = await readBody(incoming)
  return {...requestHead(incoming, signal), ...(body.length > 0 && {body})}
}

/** The same without the body, for requests that are upgraded. */
export function requestHead(incoming: IncomingMessage | Http2ServerRequest, signal: AbortSignal): ServerRequest {
  const socket = incoming.socket as Partial<TLSSocket>
  const certificate = socket.getPeerCertificate?.()?.raw
  return {
    method: (incoming.method ?? 'GET') as ApiRequest['method'],
    url: originForm(incoming.url ?? '/'),
    headers: plainHeaders(incoming.headers),
    signal,
    ...(certificate && {certificate}),
    ...(socket.remoteAddress && {remoteAddress: socket.remoteAddress}),
  }
}

async function readBody(incoming: IncomingMessage | Http2ServerRequest): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of incoming as AsyncIterable<Buffer>) {
    size += part.length
    if (size > largestBody) throw requestEntityTooLarge(`Request entity too large: limit is ${largestBody}`)
    parts.push(part)
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
}

/** Proxies send whole URLs; the API server knows paths. */
const originForm = (url: string): string => url.replace(/^[a-z]+:\/\/[^/?]*/i, '') || '/'

/** HTTP/2's pseudo headers aside; the authority becomes the host. */
function plainHeaders(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const plain: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue
    if (name === ':authority') plain['host'] = value
    else if (!name.startsWith(':')) plain[name] = value
  }
  return plain
}
