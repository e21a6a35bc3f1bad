import {fin} from './frames.ts'
import type {Headers} from './header-block.ts'

/** One stream, as either side sees it. */
export interface SpdyStream {
  readonly id: number
  readonly headers: Headers
  /** What the other side sends; an empty chunk with `end` is its end. */
  onData(listener: (data: Buffer, end: boolean) => void): void
  write(data: Uint8Array): Promise<void>
  end(): void
  reset(): void
}

/** A stream as its connection knows it. */
export class Stream implements SpdyStream {
  readonly id: number
  readonly headers: Headers
  private readonly send: (bytes: Uint8Array, flags: number) => Promise<void>
  private readonly abandon: () => void
  private listener?: (data: Buffer, end: boolean) => void
  private readonly early: {data: Buffer; end: boolean}[] = []
  private closed = false
  private finished = false

  constructor(
    id: number,
    headers: Headers,
    send: (bytes: Uint8Array, flags: number) => Promise<void>,
    abandon: () => void,
  ) {
    this.id = id
    this.headers = headers
    this.send = send
    this.abandon = abandon
  }

  onData(listener: (data: Buffer, end: boolean) => void): void {
    this.listener = listener
    for (const {data, end} of this.early.splice(0)) listener(data, end)
  }

  receive(data: Buffer, end: boolean): void {
    if (this.finished) return
    this.finished = end
    if (this.listener) this.listener(data, end)
    else this.early.push({data, end})
  }

  /** The other side will send no more, for it is gone. */
  finish(): void {
    this.receive(Buffer.alloc(0), true)
    this.closed = true
  }

  async write(data: Uint8Array): Promise<void> {
    if (!this.closed) await this.send(data, 0)
  }

  end(): void {
    if (this.closed) return
    this.closed = true
    void this.send(new Uint8Array(), fin)
  }

  reset(): void {
    this.closed = true
    this.abandon()
  }
}
