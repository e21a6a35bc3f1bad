import type {IncomingMessage} from 'node:http'
import {ServerResponse} from 'node:http'
import type {Duplex} from 'node:stream'
import {badRequest, internalError, StatusError} from '../../../api/status-error.ts'
import type {ApiResponse, StreamSession} from '../../../client/transport.ts'
import type {ServerRequest} from '../server-request.ts'
import type {ApiHandler} from './api-handler.ts'
import {requestHead} from './read-request.ts'
import {writeResponse} from './write-response.ts'

/** A connection whose client wants another protocol. */
export interface UpgradeRequest {
  incoming: IncomingMessage
  socket: Duplex
  /** What the client has already sent of the new protocol. */
  head: Buffer
  signal: AbortSignal
}

/** The session that the API server has opened, and how to ask it for more of them. */
export interface UpgradedSession extends UpgradeRequest {
  request: ServerRequest
  session: StreamSession
  handler: ApiHandler
}

/** Asks the API server for a session and speaks WebSocket or SPDY with the client; whatever else it answers is sent as plain HTTP. */
export async function upgrade(handler: ApiHandler, asked: UpgradeRequest): Promise<void> {
  const request = requestHead(asked.incoming, asked.signal)
  const protocol = String(asked.incoming.headers.upgrade ?? '').toLowerCase()
  const response = known(await answer(handler, request), protocol)
  if (response.body.type === 'tunnel') {
    const {serveTunnel} = await import('./tunnel.ts')
    const {tunnel: server, head: serverHead} = response.body
    return serveTunnel(response, {client: asked.socket, clientHead: asked.head, server, serverHead})
  }
  if (response.body.type === 'stream' && response.status === 200 && protocol === 'websocket') {
    const {serveStream} = await import('./websocket/index.ts')
    return serveStream(asked, response.body.chunks)
  }
  if (response.body.type === 'events' && protocol === 'websocket') {
    const {serveEvents} = await import('./websocket/index.ts')
    return serveEvents(asked, response.body.events)
  }
  if (response.body.type !== 'session') return refuse(asked, request, response)
  const upgraded = {...asked, request, session: response.body.session, handler}
  try {
    if (protocol === 'websocket') {
      const {serveWebSocket} = await import('./websocket/index.ts')
      return await serveWebSocket(upgraded)
    }
    const {serveSpdy} = await import('./spdy/index.ts')
    return await serveSpdy(upgraded)
  } finally {
    upgraded.session.close()
  }
}

async function answer(handler: ApiHandler, request: ServerRequest): Promise<ApiResponse> {
  try {
    return await handler.handle(request)
  } catch (error) {
    return refusal(error instanceof StatusError ? error : internalError(String((error as Error).message ?? error)))
  }
}

/** A session can only be carried by protocols that we speak; a tunnel carries any. */
function known(response: ApiResponse, protocol: string): ApiResponse {
  if (response.body.type !== 'session' || protocol === 'websocket' || protocol === 'spdy/3.1') return response
  response.body.session.close()
  return refusal(badRequest('unable to upgrade: unknown protocol'))
}

const refusal = ({code, headers, status}: StatusError): ApiResponse => ({
  status: code,
  headers,
  body: {type: 'object', object: {...status}},
})

async function refuse(asked: UpgradeRequest, request: ServerRequest, response: ApiResponse): Promise<void> {
  const outgoing = new ServerResponse(asked.incoming)
  outgoing.shouldKeepAlive = false
  outgoing.assignSocket(asked.socket as Parameters<ServerResponse['assignSocket']>[0])
  outgoing.once('finish', () => asked.socket.end())
  await writeResponse(outgoing, response, {request, signal: asked.signal})
}
