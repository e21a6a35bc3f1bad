import type {StreamSession} from '../../../client/transport.ts'
import {ByteQueue} from '../../containers/connection.ts'

type Frame = {channel: number; data: Uint8Array; end?: boolean}

/** The server's end of a streaming session: what the client sends by channel, and a way to answer. */
export class SessionServer {
  readonly session: StreamSession
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal
  private readonly incoming = new Map<number, ByteQueue>()
  private readonly frames: Frame[] = []
  private closed = false
  private wake?: () => void

  constructor() {
    const aborter = new AbortController()
    this.signal = aborter.signal
    this.session = {
      send: async (channel, data, end) => {
        this.input(channel).push(data)
        if (end) this.input(channel).close()
      },
      received: this.outgoing(),
      close: () => {
        for (const queue of this.incoming.values()) queue.close()
        aborter.abort(new Error('the client went away'))
        this.finish()
      },
    }
  }

  input(channel: number): ByteQueue {
    let queue = this.incoming.get(channel)
    if (!queue) {
      queue = new ByteQueue()
      this.incoming.set(channel, queue)
    }
    return queue
  }

  send(channel: number, data: Uint8Array, end?: boolean): void {
    if (this.closed) return
    this.frames.push({channel, data, ...(end && {end})})
    this.wake?.()
  }

  finish(): void {
    this.closed = true
    this.wake?.()
  }

  private async *outgoing(): AsyncGenerator<Frame> {
    for (;;) {
      const frame = this.frames.shift()
      if (frame) yield frame
      else if (this.closed) return
      else
        await new Promise<void>(resolve => {
          this.wake = resolve
        })
    }
  }
}
