import type {IncomingMessage} from 'node:http'
import type {Http2ServerRequest} from 'node:http2'
import type {TLSSocket} from 'node:tls'
import {requestEntityTooLarge} from '../../../api/status-error.ts'
import type {ApiRequest} from '../../../client/transport.ts'
import type {ServerRequest} from '../server-request.ts'

type HeaderFields = Record<string, string | string[]>

/** kube-apiserver's limit for a request's body; bytes. */
const largestBody = 3 * 1024 * 1024

/** The API server's view of an HTTP request, all but its body. */
export function requestHead(incoming: IncomingMessage | Http2ServerRequest, signal: AbortSignal): ServerRequest {
  const socket = incoming.socket as Partial<TLSSocket>
  const certificate = socket.getPeerCertificate?.()?.raw
  return {
    method: (incoming.method ?? 'GET') as ApiRequest['method'],
    url: originForm(incoming.url ?? '/'),
    headers: plainHeaders(incoming),
    signal,
    ...(certificate && {certificate}),
    ...(socket.remoteAddress && {remoteAddress: socket.remoteAddress}),
  }
}

/** A request's body, where it has one. Throws RequestEntityTooLarge. */
export async function readBody(incoming: IncomingMessage | Http2ServerRequest): Promise<{body?: Uint8Array}> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of incoming as AsyncIterable<Buffer>) {
    size += part.length
    if (size > largestBody) throw requestEntityTooLarge(`Request entity too large: limit is ${largestBody}`)
    parts.push(part)
  }
  if (size === 0) return {}
  return {body: parts.length === 1 ? parts[0]! : Buffer.concat(parts)}
}

/** Proxies send whole URLs; the API server knows paths. */
const originForm = (url: string): string => url.replace(/^[a-z]+:\/\/[^/?]*/i, '') || '/'

/** Those whose values may hold commas, so that each must keep its own. */
const listed = /^(impersonate-|x-remote-|x-stream-protocol-version)/

/** HTTP/2's pseudo headers aside; the authority becomes the host. */
function plainHeaders({headers, rawHeaders}: Pick<IncomingMessage, 'headers' | 'rawHeaders'>): HeaderFields {
  const plain: HeaderFields = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue
    if (name === ':authority') plain['host'] = value
    else if (listed.test(name)) plain[name] = valuesOf(rawHeaders, name)
    else if (!name.startsWith(':')) plain[name] = value
  }
  return plain
}

const valuesOf = (raw: readonly string[], name: string): string[] =>
  raw.filter((_, index) => index % 2 === 1 && raw[index - 1]?.toLowerCase() === name)
