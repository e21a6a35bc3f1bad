import type {Connection} from '../../connection.ts'
import type {HttpRequest, HttpResponse, Listener} from '../programs/program.ts'

type Handler = (request: HttpRequest, peer: {ip: string}) => Promise<HttpResponse>

const reasons: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  412: 'Precondition Failed',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

export const reasonOf = (status: number): string => reasons[status] ?? 'Unknown'

/** A listener that speaks HTTP/1.1 over bytes, and directly to those who do not need them. */
export const httpListener = (handler: Handler): Listener => ({
  http: handler,
  accept: (connection, peer) => void serve(connection, peer, handler).catch(() => connection.end()),
})

async function serve(connection: Connection, peer: {ip: string}, handler: Handler): Promise<void> {
  let buffer = Buffer.alloc(0)
  for await (const chunk of connection.received) {
    buffer = Buffer.concat([buffer, chunk])
    if (isNoRequest(buffer)) {
      connection.send(Buffer.from(badRequest))
      connection.end()
      return
    }
    for (let parsed = parseRequest(buffer); parsed; parsed = parseRequest(buffer)) {
      buffer = buffer.subarray(parsed.length)
      const {request} = parsed
      const response = await handler(request, peer)
      connection.send(responseBytes(response, request.method === 'HEAD'))
      if (request.headers['connection']?.toLowerCase() === 'close' || parsed.version === '1.0') {
        connection.end()
        return
      }
    }
  }
  connection.end()
}

const badRequest =
  'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request'

/** Whether what has come begins with a line that no HTTP request begins with. */
function isNoRequest(buffer: Buffer): boolean {
  const end = buffer.indexOf('\n')
  return end >= 0 && !/^\S+ \S+ HTTP\/\d\.\d\r?$/.test(buffer.subarray(0, end).toString('latin1'))
}

function parseRequest(buffer: Buffer): {request: HttpRequest; length: number; version: string} | undefined {
  const end = buffer.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [first = '', ...lines] = buffer.subarray(0, end).toString('latin1').split('\r\n')
  const [method = 'GET', path = '/', version = 'HTTP/1.1'] = first.split(' ')
  const headers = headersOf(lines)
  const length = Number(headers['content-length'] ?? 0)
  if (buffer.length < end + 4 + length) return undefined
  const body = buffer.subarray(end + 4, end + 4 + length).toString()
  return {request: {method, path, headers, body}, length: end + 4 + length, version: version.slice(5)}
}

const headersOf = (lines: string[]): Record<string, string> =>
  Object.fromEntries(
    lines.map(line => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )

function responseBytes({status, headers = {}, body = ''}: HttpResponse, headOnly: boolean): Uint8Array {
  const bytes = Buffer.from(body)
  const all = {...headers, 'Content-Length': String(bytes.length)}
  const head = `HTTP/1.1 ${status} ${reasonOf(status)}\r\n${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`
  return headOnly ? Buffer.from(head) : Buffer.concat([Buffer.from(head), bytes])
}

export const requestBytes = ({method, path, headers, body}: HttpRequest): Uint8Array =>
  Buffer.from(
    `${method} ${path} HTTP/1.1\r\n${Object.entries({
      ...headers,
      connection: 'close',
      ...(body && {'content-length': String(Buffer.byteLength(body))}),
    })
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n${body}`,
  )

/** Reads the one answer of a connection that closes after it. */
export async function readResponse(connection: Connection): Promise<Required<HttpResponse>> {
  let buffer = Buffer.alloc(0)
  for await (const chunk of connection.received) {
    buffer = Buffer.concat([buffer, chunk])
    const end = buffer.indexOf('\r\n\r\n')
    if (end < 0) continue
    const [first = '', ...lines] = buffer.subarray(0, end).toString('latin1').split('\r\n')
    const headers = headersOf(lines)
    const length = headers['content-length'] === undefined ? undefined : Number(headers['content-length'])
    if (length === undefined || buffer.length < end + 4 + length) continue
    return {status: Number(first.split(' ')[1] ?? 0), headers, body: buffer.subarray(end + 4, end + 4 + length)}
  }
  const end = buffer.indexOf('\r\n\r\n')
  const [first = '', ...lines] = buffer.subarray(0, Math.max(end, 0)).toString('latin1').split('\r\n')
  const headers = end < 0 ? {} : headersOf(lines)
  const body = buffer.subarray(end + 4)
  return {
    status: Number(first.split(' ')[1] ?? 0),
    headers,
    body: headers['transfer-encoding'] === 'chunked' ? unchunked(body) : body,
  }
}

/** A body that came in chunks, each after its size in hexadecimal. */
export function unchunked(body: Buffer): Buffer {
  const chunks: Buffer[] = []
  for (let at = 0; at < body.length; ) {
    const end = body.indexOf('\r\n', at)
    const size = end < 0 ? 0 : Number.parseInt(body.subarray(at, end).toString('latin1'), 16)
    if (!size) break
    chunks.push(body.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
  return Buffer.concat(chunks)
}
