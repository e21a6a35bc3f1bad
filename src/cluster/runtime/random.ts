/** The one source of randomness; with the same seed, the same cluster. */
export interface Random {
  /** At least 0, less than 1. */
  number(): number
  /** An RFC 4122 version 4 UUID. */
  uuid(): string
  /** A generated-name suffix in Kubernetes' alphabet (no vowels, no look-alikes). */
  suffix(length?: number): string
  bytes(length: number): Uint8Array
  /**
   * A source for one purpose alone. Where the cluster has a seed of its own it gives the same whatever others take meanwhile, since in which order they do is
   * the machine's affair.
   */
  of(purpose: string): Random
}

const alphabet = 'bcdfghjklmnpqrstvwxz2456789'

/** A sfc32 generator; not for secrets. */
export class SeededRandom implements Random {
  private a: number
  private b: number
  private c: number
  private d = 1
  private readonly seed: string
  private readonly repeatable: boolean
  private purposes?: Map<string, SeededRandom>

  /** `repeatable`: whether somebody counts on the seed. */
  constructor(seed: string, repeatable = false) {
    this.seed = seed
    this.repeatable = repeatable
    const words = [0x9e3779b9, 0x243f6a88, 0xb7e15162]
    for (let index = 0; index < seed.length; index += 1) {
      const word = index % 3
      words[word] = Math.imul((words[word]! ^ seed.charCodeAt(index)) >>> 0, 0x01000193) >>> 0
    }
    ;[this.a, this.b, this.c] = words as [number, number, number]
    for (let round = 0; round < 15; round += 1) this.word()
  }

  of(purpose: string): Random {
    if (!this.repeatable) return this
    this.purposes ??= new Map()
    let source = this.purposes.get(purpose)
    if (!source) {
      source = new SeededRandom(`${this.seed}/${purpose}`, true)
      this.purposes.set(purpose, source)
    }
    return source
  }

  number(): number {
    return this.word() / 0x1_0000_0000
  }

  uuid(): string {
    const bytes = this.bytes(16)
    bytes[6] = (bytes[6]! & 0x0f) | 0x40
    bytes[8] = (bytes[8]! & 0x3f) | 0x80
    const hex = Buffer.from(bytes).toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }

  suffix(length = 5): string {
    let text = ''
    for (let index = 0; index < length; index += 1) text += alphabet[Math.floor(this.number() * alphabet.length)]
    return text
  }

  bytes(length: number): Uint8Array {
    const bytes = new Uint8Array(length)
    for (let index = 0; index < length; index += 1) bytes[index] = this.word() & 0xff
    return bytes
  }

  private word(): number {
    const sum = (this.a + this.b + this.d) >>> 0
    this.d = (this.d + 1) >>> 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) >>> 0
    this.c = ((this.c << 21) | (this.c >>> 11)) >>> 0
    this.c = (this.c + sum) >>> 0
    return sum
  }
}
