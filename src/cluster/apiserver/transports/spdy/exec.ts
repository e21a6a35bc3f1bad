import type {Status} from '../../../../api/status-error.ts'
import {channel, passToClient} from '../session-channels.ts'
import type {UpgradedSession} from '../upgrade.ts'
import {SpdyConnection, type SpdyStream} from './connection.ts'

/** In the order of the server's preference. */
export const execProtocols = ['v4.channel.k8s.io', 'v3.channel.k8s.io', 'v2.channel.k8s.io', 'channel.k8s.io']

const channels: Record<string, number> = channel

/** Exec and attach: one SPDY stream for each channel, named by its `streamType` header. */
export async function serveSpdyExec({session, socket, head}: UpgradedSession, protocol: string): Promise<void> {
  const streams = new ChannelStreams()
  const connection = new SpdyConnection(socket, stream => {
    const number = channels[stream.headers['streamtype'] ?? '']
    if (number === undefined) return stream.reset()
    streams.add(number, stream)
    stream.onData((data, end) => {
      session.send(number, data, end).catch(() => stream.reset())
    })
  })
  const running = connection.run(head).finally(() => {
    streams.close()
    session.close()
  })
  await passToClient(session, {
    send: async (number, data) => {
      const stream = await streams.get(number)
      const plain = number === channel.error && protocol !== 'v4.channel.k8s.io' ? statusText(data) : data
      await stream?.write(plain)
    },
    end: number => streams.end(number),
  })
  streams.endAll()
  await connection.close()
  await running
}

/** Older protocols say in words what went wrong, and nothing when nothing did. */
function statusText(data: Uint8Array): Uint8Array {
  const status = JSON.parse(Buffer.from(data).toString()) as Status
  return Buffer.from(status.status === 'Success' ? '' : (status.message ?? ''))
}

/** The streams by channel. The client may open them later than the process speaks. */
class ChannelStreams {
  private readonly known = new Map<number, SpdyStream>()
  private readonly waiting = new Map<number, ((stream: SpdyStream | undefined) => void)[]>()
  private closed = false

  add(number: number, stream: SpdyStream): void {
    this.known.set(number, stream)
    for (const resolve of this.waiting.get(number) ?? []) resolve(stream)
    this.waiting.delete(number)
  }

  async get(number: number): Promise<SpdyStream | undefined> {
    const stream = this.known.get(number)
    if (stream || this.closed) return stream
    return new Promise(resolve => this.waiting.set(number, [...(this.waiting.get(number) ?? []), resolve]))
  }

  end(number: number): void {
    this.known.get(number)?.end()
  }

  endAll(): void {
    for (const stream of this.known.values()) stream.end()
  }

  close(): void {
    this.closed = true
    for (const resolve of [...this.waiting.values()].flat()) resolve(undefined)
    this.waiting.clear()
  }
}
