import type {Duplex} from 'node:stream'
import {controlFrame, dataFrame, type Frame, FrameReader, fin, kinds, words} from './frames.ts'
import {HeaderDecoder, HeaderEncoder, type Headers} from './header-block.ts'
import {type SpdyStream, Stream} from './stream.ts'

const cancelled = 5
const largestData = 64 * 1024

/**
 * One side of a SPDY/3.1 connection: a server accepts streams, a client opens them. Those who speak it (client-go's spdystream) know no
 * flow control and never open the window, so windows are announced to peers and not waited for; the connection's own back-pressure does that work.
 */
export class SpdyConnection {
  private readonly socket: Duplex
  private readonly reader = new FrameReader()
  private readonly decoder = new HeaderDecoder()
  private readonly encoder = new HeaderEncoder()
  private readonly streams = new Map<number, Stream>()
  private readonly accept: ((stream: SpdyStream) => void) | undefined
  private outgoing: Promise<void> = Promise.resolve()
  private lastAccepted = 0
  /** Clients count in odd numbers (2.3.2). */
  private nextOpened = 1
  private ended = false

  /** A server's side is told what to do with the streams that the client opens. */
  constructor(socket: Duplex, accept?: (stream: SpdyStream) => void) {
    this.socket = socket
    this.accept = accept
  }

  /** Handles what the other side sends until the connection is over. */
  async run(head: Buffer = Buffer.alloc(0)): Promise<void> {
    try {
      if (head.length > 0) await this.receive(head)
      for await (const chunk of this.socket as AsyncIterable<Buffer>) await this.receive(chunk)
    } catch {
      this.socket.destroy()
    } finally {
      this.ended = true
      for (const stream of this.streams.values()) stream.finish()
      this.decoder.close()
      this.encoder.close()
    }
  }

  /** A client's new stream; `ended` says at once that nothing will be written to it. */
  open(headers: Headers, {ended}: {ended: boolean}): SpdyStream {
    const id = this.nextOpened
    this.nextOpened += 2
    this.outgoing = this.outgoing.then(async () => {
      const block = await this.encoder.encode(headers)
      await this.put(
        controlFrame(kinds.synStream, ended ? fin : 0, Buffer.concat([words(id, 0), Buffer.of(0, 0), block])),
      )
    })
    return this.streamOf(id, headers)
  }

  /** Tells the other side that it is over, after all that was written before. */
  async close(): Promise<void> {
    await this.outgoing
    if (this.ended) return
    await this.send(controlFrame(kinds.goAway, 0, words(this.lastAccepted, 0)))
    this.socket.end()
  }

  private async receive(chunk: Buffer): Promise<void> {
    for (const frame of this.reader.push(chunk)) await this.handle(frame)
  }

  private async handle(frame: Frame): Promise<void> {
    if (frame.type === 'data') return this.heard(frame.streamId, frame.data, (frame.flags & fin) !== 0)
    const {kind, flags, payload} = frame
    if (kind === kinds.synStream) return this.opened(payload, (flags & fin) !== 0)
    if (kind === kinds.synReply) return this.replied(payload, (flags & fin) !== 0)
    if (kind === kinds.rstStream) return this.drop(payload.readUInt32BE(0))
    if (kind === kinds.ping && payload.readUInt32BE(0) % 2 === (this.accept ? 1 : 0))
      this.answer(controlFrame(kinds.ping, 0, payload))
    if (kind === kinds.headers) await this.decoder.decode(payload.subarray(4))
    if (kind === kinds.goAway) this.socket.end()
  }

  private async opened(payload: Buffer, ended: boolean): Promise<void> {
    const id = payload.readUInt32BE(0) & 0x7fffffff
    const headers = await this.decoder.decode(payload.subarray(10))
    const stream = this.streamOf(id, headers)
    this.lastAccepted = Math.max(this.lastAccepted, id)
    this.outgoing = this.outgoing.then(async () =>
      this.put(controlFrame(kinds.synReply, 0, Buffer.concat([words(id), await this.encoder.encode({})]))),
    )
    this.accept?.(stream)
    if (ended) stream.receive(Buffer.alloc(0), true)
    await this.outgoing
  }

  private async replied(payload: Buffer, ended: boolean): Promise<void> {
    await this.decoder.decode(payload.subarray(4))
    if (ended) this.streams.get(payload.readUInt32BE(0))?.receive(Buffer.alloc(0), true)
  }

  private streamOf(id: number, headers: Headers): Stream {
    const stream = new Stream(
      id,
      headers,
      (bytes, flags) => this.write(id, bytes, flags),
      () => this.abandon(id),
    )
    this.streams.set(id, stream)
    return stream
  }

  private heard(id: number, data: Buffer, ended: boolean): void {
    if (data.length > 0) this.answer(controlFrame(kinds.windowUpdate, 0, words(id, data.length)))
    this.streams.get(id)?.receive(data, ended)
  }

  private drop(id: number): void {
    this.streams.get(id)?.finish()
    this.streams.delete(id)
  }

  private abandon(id: number): void {
    if (this.streams.delete(id)) this.answer(controlFrame(kinds.rstStream, 0, words(id, cancelled)))
  }

  /** Is not waited for: the other side may read nothing before it is heard itself. */
  private answer(frame: Buffer): void {
    void this.send(frame)
  }

  private async write(id: number, bytes: Uint8Array, flags: number): Promise<void> {
    for (let start = 0; start + largestData < bytes.length; start += largestData) {
      await this.send(dataFrame(id, 0, bytes.subarray(start, start + largestData)))
    }
    const last = bytes.length === 0 ? 0 : Math.floor((bytes.length - 1) / largestData) * largestData
    await this.send(dataFrame(id, flags, bytes.subarray(last)))
  }

  private send(frame: Buffer): Promise<void> {
    this.outgoing = this.outgoing.then(() => this.put(frame))
    return this.outgoing
  }

  private put(frame: Buffer): Promise<void> {
    return new Promise(resolve => {
      if (this.ended || !this.socket.writable) return resolve()
      if (this.socket.write(frame)) return resolve()
      const resume = () => {
        this.socket.off('drain', resume)
        this.socket.off('close', resume)
        resolve()
      }
      this.socket.on('drain', resume)
      this.socket.on('close', resume)
    })
  }
}
