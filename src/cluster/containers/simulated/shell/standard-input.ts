/** A process's standard input, read as it comes: what one reader does not take is there for the next. */
export class StandardInput {
  private readonly source: AsyncIterator<Uint8Array>
  private next: Promise<IteratorResult<Uint8Array>> | undefined
  private taken: Buffer = Buffer.alloc(0)
  private ended = false

  constructor(source: AsyncIterable<Uint8Array>) {
    this.source = source[Symbol.asyncIterator]()
  }

  /** What is there or, if nothing is, what comes next; empty at the end. */
  async some(): Promise<Buffer> {
    if (this.taken.length === 0) await this.more()
    return this.cut(this.taken.length)
  }

  /** As much as is enough, and all that came with it; less at the end. */
  async atLeast(isEnough: (soFar: Uint8Array) => boolean): Promise<Buffer> {
    while (!isEnough(this.taken) && (await this.more())) {}
    return this.cut(this.taken.length)
  }

  /** The next line with its end, which the last one may lack; empty at the end. */
  async line(): Promise<Buffer> {
    while (!this.taken.includes(10) && (await this.more())) {}
    const end = this.taken.indexOf(10) + 1
    return this.cut(end > 0 ? end : this.taken.length)
  }

  /** Puts back what was taken too much. */
  putBack(bytes: Uint8Array): void {
    this.taken = Buffer.concat([bytes, this.taken])
  }

  /** Whether more came. Who gives up waiting leaves what comes to the next reader. */
  private async more(): Promise<boolean> {
    if (this.ended) return false
    this.next ??= this.source.next()
    const {done, value} = await this.next
    this.next = undefined
    if (done) this.ended = true
    else this.taken = Buffer.concat([this.taken, value])
    return !done
  }

  private cut(length: number): Buffer {
    const bytes = this.taken.subarray(0, length)
    this.taken = this.taken.subarray(length)
    return bytes
  }
}
