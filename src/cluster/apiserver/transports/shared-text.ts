/** Of how many texts the bytes are kept. */
const most = 256
/** Readers after whom a text is one that many want. */
const few = 2

const kept: SharedText[] = []
let next = 0

/**
 * What is sent to one or to many. To many, as bytes that are made once for all of them; kept as bytes while it is new and not longer, because V8 collects its
 * whole heap for every 64 MB of buffers.
 */
export class SharedText {
  readonly text: string
  private takers = 0
  private bytes?: Buffer

  constructor(text: string) {
    this.text = text
  }

  take(): string | Buffer {
    if (this.bytes) return this.bytes
    this.takers += 1
    if (this.takers <= few) return this.text
    this.bytes = Buffer.from(this.text)
    if (kept[next]) kept[next]!.bytes = undefined
    kept[next] = this
    next = (next + 1) % most
    return this.bytes
  }
}
