import {type WebSocket, WebSocketServer} from 'ws'
import {isPortForward, portsOf} from '../../../../client/session-channels.ts'
import type {WatchEvent} from '../../../../client/transport.ts'
import {encodeEvent} from '../../encoding/encode-json.ts'
import {type ChannelSink, passToClient} from '../pass-to-client.ts'
import type {UpgradedSession, UpgradeRequest} from '../upgrade.ts'
import {chooseSubprotocol, decodeMessage, encodeMessage, type Subprotocol, tunnelName} from './subprotocol.ts'

/** Bytes that may wait for a slow client before the session does. */
const highWater = 1024 * 1024

/** Carries a session over WebSocket; resolves when it is over. */
export async function serveWebSocket(upgraded: UpgradedSession): Promise<void> {
  const offered = offers(upgraded)
  if (isPortForward(upgraded.request.url) && offered.includes(tunnelName)) {
    const [{createWebSocketStream}, {serveSpdyPortForward}] = await Promise.all([
      import('ws'),
      import('../spdy/port-forward.ts'),
    ])
    const socket = await accept(upgraded, tunnelName)
    return serveSpdyPortForward(upgraded, createWebSocketStream(socket))
  }
  const protocol = chooseSubprotocol(offered)
  if (!protocol) return refuse(upgraded)
  const socket = await accept(upgraded, protocol.name)
  await carry(upgraded, socket, protocol)
}

const offers = ({incoming}: UpgradeRequest): string[] =>
  String(incoming.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(Boolean)

/** The name is answered by hand, for the tunnel's is none by RFC 6455 and `ws` would refuse it. */
function accept({incoming, socket, head}: UpgradeRequest, protocol: string): Promise<WebSocket> {
  delete incoming.headers['sec-websocket-protocol']
  const server = new WebSocketServer({noServer: true, perMessageDeflate: false})
  if (protocol) server.on('headers', headers => headers.push(`Sec-WebSocket-Protocol: ${protocol}`))
  return new Promise(resolve => server.handleUpgrade(incoming, socket, head, resolve))
}

function refuse({socket}: UpgradeRequest): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
}

async function carry({session, request}: UpgradedSession, socket: WebSocket, protocol: Subprotocol): Promise<void> {
  const closed = new Promise<void>(resolve => socket.once('close', () => resolve()))
  socket.on('error', () => socket.terminate())
  socket.on('message', (message: Buffer) => {
    const decoded = decodeMessage(protocol, message)
    if (!decoded) return
    const sent =
      'close' in decoded
        ? session.send(decoded.close, new Uint8Array(), true)
        : session.send(decoded.channel, decoded.data)
    sent.catch(() => socket.close())
  })
  const forwards = isPortForward(request.url)
  const sink = protocol.statuses || forwards ? sinkOf(socket, protocol) : inWords(sinkOf(socket, protocol))
  if (forwards) await announcePorts(sink, portsOf(request.url))
  const over = passToClient(session, sink).finally(() => socket.close(1000))
  closed.then(() => session.close())
  await Promise.allSettled([over, closed])
}

/** Without the client's own flow control, the socket's buffer is what slows the sender down. */
const sinkOf = (socket: WebSocket, protocol: Subprotocol): ChannelSink => ({
  async send(channel, data) {
    if (socket.readyState !== socket.OPEN) return
    const sent = new Promise<void>(resolve => {
      socket.send(encodeMessage(protocol, channel, data), () => resolve())
    })
    if (socket.bufferedAmount > highWater) await sent
  },
  /** Only clients can close a channel alone; here all close with the connection. */
  end() {},
})

const errorChannel = 3

/** Tells how it ended as the first protocols do: not at all, or what went wrong. */
const inWords = (sink: ChannelSink): ChannelSink => ({
  ...sink,
  async send(channel, data) {
    if (channel !== errorChannel) return sink.send(channel, data)
    const {status, message = ''} = JSON.parse(Buffer.from(data).toString()) as {status?: string; message?: string}
    if (status !== 'Success') await sink.send(channel, Buffer.from(message))
  },
})

/** Carries a stream of bytes, one way, in binary messages or in text ones that hold base 64; resolves when it is over. */
export async function serveStream(asked: UpgradeRequest, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const offered = offers(asked)
  const name = offered.find(each => each === binaryName || each === base64Name)
  if (offered.length > 0 && name === undefined) return refuse(asked)
  const socket = await accept(asked, name ?? '')
  const closed = new Promise<void>(resolve => socket.once('close', () => resolve()))
  socket.on('error', () => socket.terminate())
  for await (const chunk of chunks) {
    if (socket.readyState !== socket.OPEN) break
    const message = name === base64Name ? Buffer.from(chunk).toString('base64') : chunk
    const sent = new Promise<void>(resolve => socket.send(message, () => resolve()))
    if (socket.bufferedAmount > highWater) await sent
  }
  socket.close(1000)
  await closed
}

/** Carries a watch, an event a message of text; resolves when it is over. What the client says is not heard. */
export async function serveEvents(asked: UpgradeRequest, events: AsyncIterable<WatchEvent>): Promise<void> {
  const socket = await accept(asked, '')
  const closed = new Promise<void>(resolve => socket.once('close', () => resolve()))
  socket.on('error', () => socket.terminate())
  for await (const event of events) {
    if (socket.readyState !== socket.OPEN) break
    const sent = new Promise<void>(resolve => socket.send(encodeEvent(event), () => resolve()))
    if (socket.bufferedAmount > highWater) await sent
  }
  socket.close(1000)
  await closed
}

const binaryName = 'binary.k8s.io'
const base64Name = 'base64.binary.k8s.io'

/** Every channel of a port-forward starts with its port, two bytes, low one first. */
async function announcePorts(sink: ChannelSink, ports: readonly number[]): Promise<void> {
  for (const [index, port] of ports.entries()) {
    const bytes = Buffer.of(port & 0xff, port >> 8)
    await sink.send(2 * index, bytes)
    await sink.send(2 * index + 1, bytes)
  }
}
