/** The first buffer's size, and that of the largest ones; bytes. */
const smallest = 1024
const largest = 256 * 1024
/** Shorter strings and values are copied faster byte by byte than by a call of Buffer's. */
const longestShort = 40
const longestShortValue = 16

/** Largest buffers that nobody reads any more, to be used again: making many of them has V8 go through the whole heap. */
const idle: Buffer[] = []
const mostIdle = 32

/** Writes protobuf from its end to its beginning, so that every length is known when it is due; in pieces, so that nothing is copied when there is much of it. */
export class WireWriter {
  private buffer: Buffer = Buffer.allocUnsafe(smallest)
  private start = smallest
  /** What is written in full buffers, the last ones first. */
  private readonly full: Uint8Array[] = []
  private before = 0

  /** How much is written so far; bytes. */
  get length(): number {
    return this.before + this.buffer.length - this.start
  }

  varint(value: number | bigint): void {
    if (typeof value === 'bigint' || value < 0 || value > 0x7fffffff) return this.longVarint(BigInt(value))
    const size = value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x200000 ? 3 : value < 0x10000000 ? 4 : 5
    let at = this.reserve(size)
    for (let rest = value; ; rest >>>= 7) {
      this.buffer[at++] = rest < 0x80 ? rest : (rest & 0x7f) | 0x80
      if (rest < 0x80) return
    }
  }

  tag(number: number, wireType: 0 | 1 | 2): void {
    this.varint((number << 3) | wireType)
  }

  bytes(number: number, value: Uint8Array): void {
    this.raw(value)
    this.varint(value.length)
    this.tag(number, 2)
  }

  string(number: number, value: string): void {
    this.varint(this.short(value) ? value.length : this.text(value))
    this.tag(number, 2)
  }

  integer(number: number, value: number | bigint): void {
    this.varint(value)
    this.tag(number, 0)
  }

  double(number: number, value: number): void {
    const at = this.reserve(8)
    this.buffer.writeDoubleLE(value, at)
    this.tag(number, 1)
  }

  /** A message whose content `write` puts down. */
  nested(number: number, write: () => void): void {
    const before = this.length
    write()
    this.close(number, before)
  }

  /** Makes a message of what was written since there was so much. */
  close(number: number, before: number): void {
    this.varint(this.length - before)
    this.tag(number, 2)
  }

  /** Bytes that are kept as a string, a character each. */
  latin1(value: string): void {
    const at = this.reserve(value.length)
    this.buffer.write(value, at, 'latin1')
  }

  raw(value: Uint8Array): void {
    const {length} = value
    const at = this.reserve(length)
    if (length > longestShortValue) return this.buffer.set(value, at)
    for (let index = 0; index < length; index += 1) this.buffer[at + index] = value[index]!
  }

  /** All that was written. */
  finish(): Uint8Array {
    return this.full.length === 0 ? this.buffer.subarray(this.start) : Buffer.concat(this.pieces())
  }

  /** All that was written, in pieces. */
  pieces(): Uint8Array[] {
    return [this.buffer.subarray(this.start), ...this.full.toReversed()]
  }

  /** The same, each to be read before the next is asked for. Nothing can be written afterwards. */
  *takePieces(): Generator<Uint8Array> {
    for (const piece of this.pieces()) {
      yield piece
      const {buffer} = piece
      if (buffer.byteLength === largest && idle.length < mostIdle) idle.push(Buffer.from(buffer as ArrayBuffer))
    }
  }

  /** Forgets what was written, and goes on in the same memory. */
  clear(): void {
    this.full.length = 0
    this.before = 0
    this.start = this.buffer.length
  }

  /** Writes a few ASCII characters, which are most strings, faster than Buffer does; false for any other string. */
  private short(value: string): boolean {
    const {length} = value
    if (length > longestShort) return false
    const at = this.reserve(length)
    const {buffer} = this
    for (let index = 0; index < length; index += 1) {
      const code = value.charCodeAt(index)
      if (code > 0x7f) {
        this.start += length
        return false
      }
      buffer[at + index] = code
    }
    return true
  }

  /** Returns how many bytes it has become. */
  private text(value: string): number {
    const size = Buffer.byteLength(value)
    const at = this.reserve(size)
    this.buffer.write(value, at, 'utf8')
    return size
  }

  private longVarint(value: bigint): void {
    const bytes: number[] = []
    let rest = BigInt.asUintN(64, value)
    for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80)
    bytes.push(Number(rest))
    this.raw(Uint8Array.from(bytes))
  }

  /** Makes room for so much at once, in front of what there is; may begin a new buffer. */
  private reserve(size: number): number {
    if (size > this.start) this.turn(size)
    this.start -= size
    return this.start
  }

  private turn(size: number): void {
    this.full.push(this.buffer.subarray(this.start))
    this.before = this.length
    const next = Math.max(Math.min(this.buffer.length * 2, largest), size)
    this.buffer = (next === largest && idle.pop()) || Buffer.allocUnsafeSlow(next)
    this.start = next
  }
}
