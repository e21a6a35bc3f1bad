import type {IncomingMessage, ServerResponse} from 'node:http'
import type {Http2ServerRequest, Http2ServerResponse} from 'node:http2'
import type {Duplex} from 'node:stream'
import {internalError, StatusError} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import {nextTurn} from '../../runtime/next-turn.ts'
import type {WaitingClients} from '../../runtime/waiting-clients.ts'
import type {ServerRequest} from '../server-request.ts'
import type {ApiHandler} from './api-handler.ts'
import {isProtobuf, withoutProtobuf} from './protobuf-body.ts'
import {readBody, requestHead} from './read-request.ts'
import {writeResponse} from './write-response.ts'

type Incoming = IncomingMessage | Http2ServerRequest
type Outgoing = ServerResponse | Http2ServerResponse

/** Emitted by every Node server that speaks HTTP, whichever its version and wherever it listens. */
interface HttpEvents {
  on(event: 'request', listener: (incoming: Incoming, outgoing: Outgoing) => void): unknown
  on(event: 'checkExpectation', listener: (incoming: Incoming, outgoing: Outgoing) => void): unknown
  on(event: 'upgrade', listener: (incoming: IncomingMessage, socket: Duplex, head: Buffer) => void): unknown
  on(event: 'clientError', listener: (error: NodeJS.ErrnoException, socket: Duplex) => void): unknown
  on(event: 'connection' | 'secureConnection', listener: (socket: Duplex) => void): unknown
}

/** Go's limit for a request's line and headers, with its slack; bytes. */
export const maxHeaderSize = 1024 * 1024 + 4096

/** Leads the requests of an HTTP server to the API server, and knows what is under way. */
export class HttpDoor {
  private readonly handler: ApiHandler
  private readonly sockets = new Set<Duplex>()
  private readonly underway = new Map<AbortController, Promise<void>>()
  private readonly lasting = new Set<AbortController>()
  private readonly waiting: WaitingClients | undefined
  private stopping = false

  constructor(handler: ApiHandler, waiting?: WaitingClients) {
    this.handler = handler
    this.waiting = waiting
  }

  serve(server: HttpEvents): void {
    const remember = (socket: Duplex) => {
      this.sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.once('close', () => this.sockets.delete(socket))
    }
    server.on('connection', remember)
    server.on('secureConnection', remember)
    server.on('request', (incoming, outgoing) => this.answer(incoming, outgoing))
    server.on('checkExpectation', (incoming, outgoing) => this.expectation(incoming, outgoing))
    server.on('upgrade', (incoming, socket, head) => this.upgrade(incoming, socket, head))
    server.on('clientError', (error, socket) => refuse(error, socket))
  }

  /** Ends what lasts, waits for what is nearly done, and closes every connection. */
  async drain(): Promise<void> {
    this.stopping = true
    for (const controller of this.lasting) controller.abort()
    await Promise.allSettled(this.underway.values())
    await nextTurn()
    for (const socket of this.sockets) socket.destroy()
  }

  /** Nothing but `100-continue` can be expected of us; an empty expectation is none. */
  private expectation(incoming: Incoming, outgoing: Outgoing): void {
    if (!incoming.headers['expect']) return this.answer(incoming, outgoing)
    ;(outgoing as ServerResponse).writeHead(417, {connection: 'close', 'content-length': '0'}).end()
  }

  private answer(incoming: Incoming, outgoing: Outgoing): void {
    const controller = new AbortController()
    ;(outgoing as ServerResponse).once('close', () => controller.abort())
    ;(outgoing as ServerResponse).on('error', () => controller.abort())
    if (!isWellEscaped(incoming.url ?? '/')) return refuseTarget(outgoing)
    const answered = this.waiting?.begin()
    controller.signal.addEventListener('abort', () => answered?.(), {once: true})
    const work = this.exchange(incoming, outgoing, controller, answered).catch((error: unknown) => {
      // An answer that could not be written must not leave its client waiting.
      ;(outgoing as ServerResponse).destroy()
      throw error
    })
    this.track(controller, work)
  }

  private async exchange(
    incoming: Incoming,
    outgoing: Outgoing,
    controller: AbortController,
    answered?: () => void,
  ): Promise<void> {
    const {signal} = controller
    const head = requestHead(incoming, signal)
    const response = await this.respond(() => completeRequest(head, incoming))
    if (signal.aborted) return
    if (response.body.type === 'events' || response.body.type === 'stream') {
      this.lasting.add(controller)
      answered?.()
    }
    if (this.stopping) (outgoing as ServerResponse).shouldKeepAlive = false
    const ends = response.body.type === 'session' ? unexpectedSession(response.body.session) : response
    await writeResponse(outgoing, ends, {request: head, signal})
    if (!incoming.complete) incoming.resume()
  }

  private upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const controller = new AbortController()
    socket.once('close', () => controller.abort())
    this.lasting.add(controller)
    const work = import('./upgrade.ts').then(({upgrade}) =>
      upgrade(this.handler, {incoming, socket, head, signal: controller.signal}),
    )
    this.track(controller, work)
  }

  private async respond(read: () => Promise<ServerRequest>): Promise<ApiResponse> {
    try {
      return await this.handler.handle(await read())
    } catch (error) {
      const known = error instanceof StatusError ? error : internalError(String((error as Error).message ?? error))
      return {
        status: known.code,
        headers: known.headers,
        body: {type: 'object', object: {...known.status}},
      }
    }
  }

  private track(controller: AbortController, work: Promise<void>): void {
    const done = work
      .catch(() => controller.abort())
      .finally(() => {
        this.underway.delete(controller)
        this.lasting.delete(controller)
      })
    this.underway.set(controller, done)
  }
}

function unexpectedSession(session: {close(): void}): ApiResponse {
  session.close()
  const {status} = new StatusError({message: 'Upgrade request required', reason: 'BadRequest', code: 400})
  return {status: 400, headers: {}, body: {type: 'object', object: {...status}}}
}

/** The request with its body; what is wrong with that waits until somebody asks for it. */
async function completeRequest(head: ServerRequest, incoming: Incoming): Promise<ServerRequest> {
  try {
    const request = {...head, ...(await readBody(incoming))}
    return isProtobuf(request) ? await withoutProtobuf(request) : request
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    return {...head, unreadable: error}
  }
}

/** Whether every `%` of a path is followed by two hexadecimal digits. */
const isWellEscaped = (url: string): boolean => !url.includes('%') || !/%(?![0-9a-fA-F]{2})/.test(url.split('?', 1)[0]!)

/** What Go's server says before anybody else sees the request. */
function refuseTarget(outgoing: Outgoing): void {
  const response = outgoing as ServerResponse
  response.shouldKeepAlive = false
  const text = '400 Bad Request'
  response.writeHead(400, {'content-type': 'text/plain; charset=utf-8', 'content-length': text.length}).end(text)
}

/** What Go's server says to bytes that are no HTTP. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const [line, text] = refusals[error.code ?? ''] ?? ['400 Bad Request']
  socket.end(`HTTP/1.1 ${line}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n${text ?? line}`)
}

/** Status line and text, by what the parser complains of. */
const refusals: Record<string, [line: string, text?: string]> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large'],
  HPE_INVALID_TRANSFER_ENCODING: ['501 Not Implemented', 'Unsupported transfer encoding'],
}
