import {randomUUID} from 'node:crypto'
import {once} from 'node:events'
import type {ServerResponse} from 'node:http'
import type {Http2ServerResponse} from 'node:http2'
import type {ApiResponse} from '../../../client/transport.ts'
import {encodeResponse} from '../encoding/encode-response.ts'
import type {ServerRequest} from '../server-request.ts'
import {encodedProtobuf} from './protobuf-body.ts'
import {writeEvents} from './write-events.ts'

/** kube-apiserver compresses what is larger; bytes. */
const gzipThreshold = 128 * 1024

export interface WriteOptions {
  /** What is answered. */
  request: ServerRequest
  signal: AbortSignal
}

/** Sends an answer; resolves when it is sent, or when the client has gone. A slow reader slows its watch or log down. */
export async function writeResponse(
  outgoing: ServerResponse | Http2ServerResponse,
  response: ApiResponse,
  {request, signal}: WriteOptions,
): Promise<void> {
  const {status, headers: given, body} = encodeResponse(request, await encodedProtobuf(request, response))
  const headers = bytewise(given)
  const head = request.method === 'HEAD'
  const common = {
    'audit-id': String(request.headers?.['audit-id'] ?? randomUUID()),
    'cache-control': 'no-cache, private',
  }
  if (body.type === 'events' || body.type === 'stream') {
    const type = body.type === 'events' ? 'application/json' : 'text/plain'
    outgoing.writeHead(status, {...common, 'content-type': type, ...headers} as Record<string, string>)
    if (head) return void outgoing.end()
    if ('flushHeaders' in outgoing) outgoing.flushHeaders()
    const sent = await (body.type === 'events'
      ? writeEvents(outgoing, body.events, signal)
      : writeChunks(outgoing, body.chunks, signal))
    return response.written?.(sent)
  }
  const {type, bytes} = encode(body)
  response.written?.(bytes.length)
  const all: Record<string, string | string[]> = {...common, ...(type && {'content-type': type}), ...headers}
  const compressed = bytes.length > gzipThreshold && acceptsGzip(request) && !all['content-encoding']
  const sent = compressed ? await gzip(bytes) : bytes
  if (compressed) all['content-encoding'] = 'gzip'
  if (status !== 304 && status !== 204) all['content-length'] = String(sent.length)
  if (signal.aborted) return
  outgoing.writeHead(status, all as Record<string, string>)
  if (head) outgoing.end()
  else outgoing.end(sent)
}

/** Headers as Node wants them: a character for each byte of UTF-8, and nothing that could end a line. */
function bytewise(headers: ApiResponse['headers']): ApiResponse['headers'] {
  let changed: ApiResponse['headers'] | undefined
  for (const [name, value] of Object.entries(headers)) {
    if (![value].flat().some(text => /[^\x20-\x7e]/.test(text ?? ''))) continue
    changed ??= {...headers}
    const encode = (text: string) => Buffer.from(text.replace(/[\0-\x1f\x7f]/g, ' ')).toString('latin1')
    changed[name] = Array.isArray(value) ? value.map(encode) : encode(value ?? '')
  }
  return changed ?? headers
}

const acceptsGzip = ({headers = {}}: ServerRequest): boolean =>
  /\bgzip\b(?!\s*;\s*q=0(\.0*)?(,|$))/.test(String(headers['accept-encoding'] ?? ''))

function encode(body: ApiResponse['body']): {type?: string; bytes: Uint8Array} {
  if (body.type === 'text') return {type: 'text/plain; charset=utf-8', bytes: Buffer.from(body.text)}
  if (body.type === 'bytes') return {bytes: body.bytes}
  throw new TypeError(`a body of type ${body.type} needs an upgraded connection`)
}

async function writeChunks(
  outgoing: ServerResponse | Http2ServerResponse,
  chunks: AsyncIterable<Uint8Array | string>,
  signal: AbortSignal,
): Promise<number> {
  let sent = 0
  for await (const chunk of chunks) {
    if (signal.aborted) break
    sent += chunk.length
    if (!(outgoing as ServerResponse).write(chunk))
      await once(outgoing as ServerResponse, 'drain', {signal}).catch(() => undefined)
  }
  outgoing.end()
  return sent
}

async function gzip(bytes: Uint8Array): Promise<Buffer> {
  const zlib = await import('node:zlib')
  return new Promise((resolve, reject) => {
    zlib.gzip(bytes, {level: 1}, (error, result) => (error ? reject(error) : resolve(result)))
  })
}
