/** Writes protobuf from its end to its beginning, so that every length is known when it is due. */
export class WireWriter {
  private buffer = Buffer.allocUnsafe(1024)
  private start = 1024

  /** How much is written so far; bytes. */
  get length(): number {
    return this.buffer.length - this.start
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
    this.varint(this.length - before)
    this.tag(number, 2)
  }

  raw(value: Uint8Array): void {
    const at = this.reserve(value.length)
    this.buffer.set(value, at)
  }

  /** All that was written. */
  finish(): Uint8Array {
    return this.buffer.subarray(this.start)
  }

  /** Writes a few ASCII characters, which are most strings, faster than Buffer does; false for any other string. */
  private short(value: string): boolean {
    const {length} = value
    if (length > longestShort) return false
    const at = this.reserve(length)
    for (let index = 0; index < length; index += 1) {
      const code = value.charCodeAt(index)
      if (code > 0x7f) {
        this.start += length
        return false
      }
      this.buffer[at + index] = code
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

  /** Makes room at the front; may replace the buffer. */
  private reserve(size: number): number {
    if (size > this.start) {
      const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + size + 1024))
      const start = larger.length - this.length
      this.buffer.copy(larger, start, this.start)
      this.start = start
      this.buffer = larger
    }
    this.start -= size
    return this.start
  }
}

const longestShort = 40
