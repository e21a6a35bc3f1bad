import type {Duplex} from 'node:stream'
import {SpdyConnection} from '../../../../client/spdy/connection.ts'
import type {SpdyStream} from '../../../../client/spdy/stream.ts'
import type {StreamSession} from '../../../../client/transport.ts'
import {passToClient} from '../pass-to-client.ts'
import type {UpgradedSession} from '../upgrade.ts'

export const portForwardProtocol = 'portforward.k8s.io'

const dataChannel = 0

interface StreamPair {
  data?: SpdyStream
  error?: SpdyStream
}

/** Port-forward: a pair of streams, data and error, for every connection that somebody makes to the client's local port. */
export async function serveSpdyPortForward(upgraded: UpgradedSession, socket: Duplex, head?: Buffer): Promise<void> {
  const pairs = new Map<string, StreamPair>()
  const connection = new SpdyConnection(socket, stream => {
    const type = stream.headers['streamtype']
    const port = Number(stream.headers['port'])
    if ((type !== 'data' && type !== 'error') || !(port > 0 && port < 65536)) return stream.reset()
    const id = stream.headers['requestid'] ?? String(type === 'error' ? stream.id : stream.id - 2)
    const pair = pairs.get(id) ?? {}
    pairs.set(id, pair)
    pair[type] = stream
    if (!pair.data || !pair.error) return
    pairs.delete(id)
    void forward(upgraded, port, {data: pair.data, error: pair.error})
  })
  await connection.run(head)
}

/** Asks the API server for a session of its own for one connection, for SPDY's are not known beforehand. */
async function forward(upgraded: UpgradedSession, port: number, {data, error}: Required<StreamPair>): Promise<void> {
  try {
    const session = await openPort(upgraded, port)
    data.onData((bytes, end) => {
      session.send(dataChannel, bytes, end).catch(() => data.reset())
    })
    const streamOf = (channel: number) => (channel === dataChannel ? data : error)
    await passToClient(session, {
      send: (channel, bytes) => streamOf(channel).write(bytes),
      end: channel => streamOf(channel).end(),
    })
  } catch (failure) {
    await error.write(Buffer.from((failure as Error).message))
    data.reset()
  } finally {
    data.end()
    error.end()
  }
}

async function openPort({request, handler, signal}: UpgradedSession, port: number): Promise<StreamSession> {
  const [path = ''] = request.url.split('?')
  const {body} = await handler.handle({...request, url: `${path}?ports=${port}`, signal})
  if (body.type === 'session') return body.session
  const message = body.type === 'object' ? String(body.object['message']) : 'unexpected answer'
  throw new Error(`error forwarding port ${port}: ${message}`)
}
