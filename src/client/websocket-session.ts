import type {WebSocket} from 'ws'
import {agentFor} from './agent-for.ts'
import {ConnectionError} from './connection-error.ts'
import type {HttpsTarget} from './https-transport.ts'
import {ReceivedMessages} from './received-messages.ts'
import {refusal} from './refusal.ts'
import {isPortForward} from './session-channels.ts'
import type {ApiRequest, ApiResponse, StreamSession} from './transport.ts'

const closeChannel = 255

/** Opens an exec, attach or port-forward over a WebSocket; a refusal is an ordinary answer with its Status. */
export async function openWebSocketSession(target: HttpsTarget, request: ApiRequest): Promise<ApiResponse> {
  const {WebSocket} = await import('ws')
  const {
    upgrade: _upgrade,
    connection: _connection,
    'sec-websocket-protocol': wanted,
    ...headers
  } = request.headers ?? {}
  const protocols = wanted
    ? [wanted].flat().flatMap(names => names.split(/, */))
    : ['v5.channel.k8s.io', 'v4.channel.k8s.io']
  const address = target.socketPath
    ? `ws+unix:${target.socketPath}:${request.url}`
    : `${target.server.replace(/^http/, 'ws')}${request.url}`
  const agent = await agentFor(target)
  const socket = new WebSocket(address, protocols, {
    ...target.tls,
    ...(agent && {agent}),
    headers: {...target.headers, ...headers} as Record<string, string>,
    perMessageDeflate: false,
  })
  const messages = receive(socket)
  const received = isPortForward(request.url) ? withoutPorts(messages) : messages
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_request, message) => resolve(refusal(message)))
    socket.once('error', error =>
      reject(
        new ConnectionError({
          method: request.method,
          url: address,
          why: error.message,
          refused: /ECONNREFUSED/.test(error.message),
        }),
      ),
    )
    socket.once('open', () =>
      resolve({status: 101, headers: {}, body: {type: 'session', session: sessionOf(socket, received)}}),
    )
    request.signal?.addEventListener('abort', () => socket.terminate(), {once: true})
  })
}

function sessionOf(socket: WebSocket, received: StreamSession['received']): StreamSession {
  return {
    received,
    close: () => socket.close(1000),
    send: (channel, data, end) =>
      new Promise((resolve, reject) => {
        const done = (error?: Error | null) => (error ? reject(error) : resolve())
        if (data.length > 0) socket.send(Buffer.concat([Buffer.from([channel]), data]), end ? undefined : done)
        if (end) socket.send(Buffer.from([closeChannel, channel]), done)
        else if (data.length === 0) done()
      }),
  }
}

function receive(socket: WebSocket): StreamSession['received'] {
  const messages = new ReceivedMessages()
  socket.on('message', (message: Buffer) => {
    const channel = message[0] ?? 0
    if (channel === closeChannel) messages.push({channel: message[1] ?? 0, data: Buffer.alloc(0), end: true})
    else messages.push({channel, data: message.subarray(1)})
  })
  socket.on('close', () => messages.end())
  return messages.all
}

/** Over a WebSocket, each channel of a port-forward starts with the number of its port in two bytes. */
async function* withoutPorts(
  messages: StreamSession['received'],
): AsyncGenerator<{channel: number; data: Uint8Array; end?: boolean}> {
  const announced = new Set<number>()
  for await (const message of messages) {
    if (announced.has(message.channel)) yield message
    else announced.add(message.channel)
  }
}
