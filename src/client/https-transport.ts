import type {IncomingMessage, RequestOptions} from 'node:http'
import type {JsonObject} from '../api/object.ts'
import {agentFor} from './agent-for.ts'
import {ConnectionError} from './connection-error.ts'
import {decodeEvents} from './decode-events.ts'
import {dialError} from './dial-error.ts'
import type {Credentials} from './kubeconfig/credentials.ts'
import type {ApiRequest, ApiResponse, Transport} from './transport.ts'

export interface HttpsTarget extends Credentials {
  /** `https://host:port`, perhaps with a path that every request starts with; `http:` works, too. */
  server: string
  /** A unix socket to reach the server by, instead of its host and port. */
  socketPath?: string
  /** Leads to the server: `http://host:port`, `socks5://host:port`. */
  proxy?: string
  /** Milliseconds for one request that is not a stream; 0 means for ever. */
  requestTimeout?: number
  onWarning?(text: string): void
}

type HttpModule = typeof import('node:http') | typeof import('node:https')

/** Requests over HTTP(S), on kept-alive connections. */
export class HttpsTransport implements Transport {
  private readonly target: HttpsTarget
  private readonly secure: boolean
  private http: Promise<{module: HttpModule; agent: import('node:http').Agent}> | undefined

  constructor(target: HttpsTarget) {
    this.target = target
    this.secure = target.server.startsWith('https:')
  }

  async request(request: ApiRequest): Promise<ApiResponse> {
    if (request.headers?.['upgrade'] === 'SPDY/3.1') {
      const {openSpdySession} = await import('./spdy/session.ts')
      return openSpdySession(this.target, request)
    }
    if (request.headers?.['upgrade']) {
      const {openWebSocketSession} = await import('./websocket-session.ts')
      return openWebSocketSession(this.target, request)
    }
    const message = await this.send(request)
    this.passWarnings(message)
    return {status: message.statusCode ?? 0, headers: plainHeaders(message), body: await this.body(request, message)}
  }

  async close(): Promise<void> {
    if (this.http) (await this.http).agent.destroy()
  }

  private async send({method, url, headers = {}, body, signal}: ApiRequest): Promise<IncomingMessage> {
    const address = `${this.target.server}${url}`
    const scheme = address.slice(0, address.indexOf(':'))
    if (scheme !== 'http' && scheme !== 'https')
      throw new ConnectionError({method, url: address, why: `unsupported protocol scheme ${JSON.stringify(scheme)}`})
    const [, port = ''] = /^[^/]*\/\/[^/?#]*:(\d+)(?=[/?#]|$)/.exec(address) ?? []
    if (Number(port) > 65_535)
      throw new ConnectionError({method, url: address, why: `dial tcp: address ${port}: invalid port`})
    const {module, agent} = await this.loaded()
    const payload = encodeBody(body)
    const options: RequestOptions = {
      method,
      agent,
      headers: {
        ...(payload !== undefined && {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(payload),
        }),
        ...this.target.headers,
        ...headers,
      },
      // An empty name spares node the search for one, which costs more than the request.
      ...(this.target.socketPath && {socketPath: this.target.socketPath, servername: ''}),
      ...(signal && {signal}),
    }
    return new Promise((resolve, reject) => {
      const request = module.request(address, options, resolve)
      request.on('error', error => reject(dialError(error, method, address)))
      if (this.target.requestTimeout)
        request.setTimeout(this.target.requestTimeout, () =>
          request.destroy(new Error('net/http: request canceled (Client.Timeout exceeded while awaiting headers)')),
        )
      request.end(payload)
    })
  }

  private async body(request: ApiRequest, message: IncomingMessage): Promise<ApiResponse['body']> {
    const failed = (message.statusCode ?? 0) >= 400
    const type = String(message.headers['content-type'] ?? '')
    if (!failed && request.raw) return {type: 'stream', chunks: message}
    if (!failed && isWatch(request.url) && type.includes('json')) return {type: 'events', events: decodeEvents(message)}
    if (!failed && isStream(request.url)) return {type: 'stream', chunks: message}
    const bytes = await collect(message, request, this.target.server)
    if (type.includes('json')) return {type: 'object', object: JSON.parse(bytes.toString('utf8')) as JsonObject}
    return type.startsWith('text/') || type === ''
      ? {type: 'text', text: bytes.toString('utf8')}
      : {type: 'bytes', bytes}
  }

  private loaded() {
    this.http ??= (this.secure ? import('node:https') : import('node:http')).then(async module => ({
      module,
      agent: (await agentFor(this.target)) ?? new module.Agent({keepAlive: true, ...(this.secure && this.target.tls)}),
    }))
    return this.http
  }

  private passWarnings(message: IncomingMessage): void {
    const header = message.headers['warning']
    if (!header || !this.target.onWarning) return
    for (const text of warningTexts(String(header))) this.target.onWarning(text)
  }
}

/** The texts of `299 - "text"` headers, joined by commas as HTTP joins them. */
const warningTexts = (header: string): string[] =>
  [...header.matchAll(/\b299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text.replace(/\\(.)/g, '$1'))

const isWatch = (url: string): boolean => /[?&]watch=(true|1)\b/.test(url)
const isStream = (url: string): boolean => /\/pods\/[^/]+\/log(\?|$)/.test(url)

function encodeBody(body: ApiRequest['body']): string | Uint8Array | undefined {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return body
  return JSON.stringify(body)
}

const plainHeaders = ({headers}: IncomingMessage): ApiResponse['headers'] =>
  Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined),
  )

async function collect(message: IncomingMessage, {method, url}: ApiRequest, server: string): Promise<Buffer> {
  try {
    const chunks: Buffer[] = []
    for await (const chunk of message) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks)
  } catch (error) {
    throw dialError(error as Error, method, `${server}${url}`)
  }
}
