import type {ByteStream} from '../runtime/byte-stream.ts'

export interface Connection extends ByteStream {
  /** What the other end has proved by TLS that it is; DER. */
  certificate?: Uint8Array
}

/** A queue of chunks that one side fills and the other iterates. */
export class ByteQueue implements AsyncIterable<Uint8Array> {
  private readonly chunks: Uint8Array[] = []
  private closed = false
  private wake?: () => void

  push(chunk: Uint8Array): void {
    if (this.closed || chunk.length === 0) return
    this.chunks.push(chunk)
    this.wake?.()
  }

  close(): void {
    this.closed = true
    this.wake?.()
  }

  get isClosed(): boolean {
    return this.closed && this.chunks.length === 0
  }

  async next(): Promise<Uint8Array | undefined> {
    while (this.chunks.length === 0 && !this.closed) {
      await new Promise<void>(resolve => {
        this.wake = resolve
      })
      this.wake = undefined
    }
    return this.chunks.shift()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (let chunk = await this.next(); chunk; chunk = await this.next()) yield chunk
  }
}

/** Two connections joined end to end. */
export function connectionPair(): {client: Connection; server: Connection} {
  const toServer = new ByteQueue()
  const toClient = new ByteQueue()
  return {client: endOf(toClient, toServer), server: endOf(toServer, toClient)}
}

const endOf = (incoming: ByteQueue, outgoing: ByteQueue): Connection => ({
  received: incoming,
  send: data => outgoing.push(data),
  end: () => outgoing.close(),
})
