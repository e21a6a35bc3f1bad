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
  const certificate = certificateOf(socket)
  return {
    method: (incoming.method ?? 'GET') as ApiRequest['method'],
    url: originForm(incoming.url ?? '/'),
    headers: plainHeaders(incoming),
    signal,
    ...(certificate && {certificate}),
    ...(socket.remoteAddress && {remoteAddress: socket.remoteAddress}),
  }
}

const certificates = new WeakMap<object, Uint8Array | false>()

/** What the client proved when it connected; asked for once per connection, for making it readable is dear. */
function certificateOf(socket: Partial<TLSSocket>): Uint8Array | undefined {
  if (!socket.getPeerCertificate) return undefined
  let certificate = certificates.get(socket)
  if (certificate === undefined) {
    certificate = socket.getPeerCertificate()?.raw ?? false
    certificates.set(socket, certificate)
  }
  return certificate || undefined
}

/** A request's body, where it has one. Throws RequestEntityTooLarge. */
export function readBody(incoming: IncomingMessage | Http2ServerRequest): Promise<{body?: Uint8Array}> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let size = 0
    incoming.on('data', (part: Buffer) => {
      size += part.length
      if (size <= largestBody) parts.push(part)
      else reject(requestEntityTooLarge(`Request entity too large: limit is ${largestBody}`))
    })
    incoming.on('end', () => resolve(size === 0 ? {} : {body: parts.length === 1 ? parts[0]! : Buffer.concat(parts)}))
    incoming.on('error', reject)
    incoming.on('close', () => {
      if (!incoming.complete) reject(new Error('the request was not sent to its end'))
    })
  })
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
  raw.filter((_, index) => index % 2 === 1 && raw[index - 1]?.toLowerCase() === name).map(asText)

/** Names of users and the like are UTF-8, which Node takes for a letter a byte. */
const asText = (value: string): string => (/[\x80-\xff]/.test(value) ? Buffer.from(value, 'latin1').toString() : value)
