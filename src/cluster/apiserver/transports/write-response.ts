import {randomUUID} from 'node:crypto'
import type {ServerResponse} from 'node:http'
import type {Http2ServerResponse} from 'node:http2'
import type {Writable} from 'node:stream'
import type {ApiResponse} from '../../../client/transport.ts'
import {encodeResponse} from '../encoding/encode-response.ts'
import type {ServerRequest} from '../server-request.ts'
import {acceptsGzip, gzip, gzipHeaders, gzipInto, gzipThreshold} from './gzip.ts'
import {type Chunk, giveBack, packPieces} from './pack-pieces.ts'
import {encodedProtobuf} from './protobuf-body.ts'
import {writeEvents} from './write-events.ts'
import {writeChunks, writePacked} from './write-pieces.ts'

export interface WriteOptions {
  /** What is answered. */
  request: ServerRequest
  signal: AbortSignal
}

type Outgoing = ServerResponse | Http2ServerResponse
type Headers = Record<string, string | string[]>

/** Sends an answer; resolves when it is sent, or when the client has gone. A slow reader slows its watch, list or log down. */
export async function writeResponse(outgoing: Outgoing, response: ApiResponse, options: WriteOptions): Promise<void> {
  const {request, signal} = options
  const {status, headers: given, body} = encodeResponse(request, await encodedProtobuf(request, response))
  const headers: Headers = {
    'audit-id': String(request.headers?.['audit-id'] ?? randomUUID()),
    'cache-control': 'no-cache, private',
    ...typeOf(body),
    ...bytewise(given),
  }
  if (headers['cache-control'] === '') delete headers['cache-control']
  if (body.type === 'text' || body.type === 'bytes') {
    const content = body.type === 'bytes' ? body.bytes : body.text
    const length = Buffer.byteLength(content)
    response.written?.(length)
    return writeWhole(outgoing, {status, headers, content, length}, options)
  }
  if (body.type === 'pieces') return writePieces(outgoing, body.pieces, {response, status, headers, ...options})
  outgoing.writeHead(status, headers)
  if (request.method === 'HEAD') return void outgoing.end()
  const sent = await writeBody(outgoing, body, signal)
  response.written?.(sent)
}

interface PiecesOptions extends WriteOptions {
  response: ApiResponse
  status: number
  headers: Headers
}

/** What is no longer than a chunk is sent whole, with its length. */
async function writePieces(
  outgoing: Outgoing,
  pieces: Iterable<string | Uint8Array>,
  {response, status, headers, request, signal}: PiecesOptions,
): Promise<void> {
  const chunks = packPieces(pieces)
  const first = chunks.next().value as Chunk
  const second = chunks.next()
  if (second.done) {
    const {buffer, length} = first
    response.written?.(length)
    if (signal.aborted) return
    outgoing.writeHead(status, {...headers, ...lengthOf(outgoing, length)})
    if (request.method === 'HEAD') return void outgoing.end()
    return void outgoing.end(buffer.subarray(0, length), () => giveBack(first))
  }
  const packed = acceptsGzip(request)
  outgoing.writeHead(status, {...headers, ...(packed && gzipHeaders)})
  if (request.method === 'HEAD') return void outgoing.end()
  const sink = packed ? await gzipInto(outgoing as Writable, signal) : outgoing
  const sent = await writePacked(sink, inOrder(first, second.value, chunks), signal)
  response.written?.(sent)
}

function* inOrder(first: Chunk, second: Chunk, rest: Iterable<Chunk>): Generator<Chunk> {
  yield first
  yield second
  yield* rest
}

type LongBody = Exclude<ApiResponse['body'], {type: 'text' | 'bytes' | 'pieces'}>

/** Returns how many bytes it was, uncompressed. */
async function writeBody(outgoing: Outgoing, body: LongBody, signal: AbortSignal): Promise<number> {
  if ('flushHeaders' in outgoing) outgoing.flushHeaders()
  if (body.type === 'events') return writeEvents(outgoing, body, signal)
  if (body.type === 'stream') return writeChunks(outgoing, body.chunks, signal)
  throw new TypeError(`a body of type ${body.type} needs an upgraded connection`)
}

/** Bodies without a type of their own. */
function typeOf({type}: ApiResponse['body']): Headers {
  if (type === 'events') return {'content-type': 'application/json'}
  if (type === 'stream') return {'content-type': 'text/plain'}
  return type === 'text' ? {'content-type': 'text/plain; charset=utf-8'} : {}
}

interface Whole {
  status: number
  headers: Headers
  content: string | Uint8Array
  length: number
}

async function writeWhole(
  outgoing: Outgoing,
  {status, headers, content, length}: Whole,
  {request, signal}: WriteOptions,
): Promise<void> {
  const packed = length > gzipThreshold && acceptsGzip(request) && !headers['content-encoding']
  const sent = packed ? await gzip(content) : content
  const all: Headers = {...headers, ...(packed && gzipHeaders)}
  if (packed) delete all['content-length']
  if (status !== 304 && status !== 204) Object.assign(all, lengthOf(outgoing, packed ? sent.length : length))
  if (signal.aborted) return
  outgoing.writeHead(status, all)
  if (request.method === 'HEAD') outgoing.end()
  else outgoing.end(sent)
}

/** Go's servers tell the length of what is short enough to be in their hands as a whole when its end is known; what is longer comes in chunks. */
function lengthOf(outgoing: Outgoing, length: number): Headers {
  const known = 'stream' in outgoing ? 4096 : 2048
  return length <= known ? {'content-length': String(length)} : {}
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
