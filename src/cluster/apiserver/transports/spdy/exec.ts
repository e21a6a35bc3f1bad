import type {Status} from '../../../../api/status-error.ts'
import {channel, channelsOf} from '../../../../client/session-channels.ts'
import {SpdyConnection} from '../../../../client/spdy/connection.ts'
import type {SpdyStream} from '../../../../client/spdy/stream.ts'
import {passToClient} from '../pass-to-client.ts'
import type {UpgradedSession} from '../upgrade.ts'

/** In the order of the server's preference. */
export const execProtocols = ['v4.channel.k8s.io', 'v3.channel.k8s.io', 'v2.channel.k8s.io', 'channel.k8s.io']

const channels: Record<string, number> = channel

/** Exec and attach: one SPDY stream for each channel, named by its `streamType` header. */
export async function serveSpdyExec(
  {session, socket, head, request}: UpgradedSession,
  protocol: string,
): Promise<void> {
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
  await streams.opened(expectedChannels(request.url, protocol))
  await passToClient(session, {
    send: async (number, data) => {
      const stream = streams.get(number)
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

/** Those that a client opens before anything is said; older protocols know no sizes of terminals. */
function expectedChannels(url: string, protocol: string): number[] {
  const resizes = protocol === 'v4.channel.k8s.io' || protocol === 'v3.channel.k8s.io'
  return channelsOf(url).filter(number => resizes || number !== channel.resize)
}

/** The streams by channel. */
class ChannelStreams {
  private readonly known = new Map<number, SpdyStream>()
  private added: () => void = () => {}
  private closed = false

  add(number: number, stream: SpdyStream): void {
    this.known.set(number, stream)
    this.added()
  }

  /** Resolves when all these are there, or the client is gone. */
  async opened(numbers: readonly number[]): Promise<void> {
    while (!this.closed && !numbers.every(number => this.known.has(number)))
      await new Promise<void>(resolve => {
        this.added = resolve
      })
  }

  get(number: number): SpdyStream | undefined {
    return this.known.get(number)
  }

  end(number: number): void {
    this.known.get(number)?.end()
  }

  endAll(): void {
    for (const stream of this.known.values()) stream.end()
  }

  close(): void {
    this.closed = true
    this.added()
  }
}
