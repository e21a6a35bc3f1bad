import {quoteCharacter} from '../go/quote.ts'
import {JsonSyntaxError, maxDepth} from './syntax-error.ts'

/** What Go says of a text, or of bytes that need be none, that is no JSON; undefined if it is. */
export function findSyntaxError(text: string | Uint8Array): JsonSyntaxError | undefined {
  try {
    new SyntaxScanner(typeof text === 'string' ? Buffer.from(text) : text).run()
    return undefined
  } catch (error) {
    if (error instanceof JsonSyntaxError) return error
    throw error
  }
}

/** Goes through JSON byte by byte, as Go's scanner does, and throws a JsonSyntaxError at the first one that is wrong. */
class SyntaxScanner {
  private readonly bytes: Uint8Array
  private at = 0
  /** What closes the objects and lists around this place. */
  private readonly closing: ('}' | ']')[] = []

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  run(): void {
    for (;;) {
      this.skipSpace()
      if (this.here === '{' || this.here === '[') {
        if (this.open(this.here)) continue
      } else this.scalar()
      if (!this.goOn()) return
    }
  }

  /** Goes into an object or a list; false where it is empty, and behind it already. */
  private open(bracket: '{' | '['): boolean {
    if (this.closing.length >= maxDepth) throw this.problem('exceeded max depth')
    this.at++
    const closing = bracket === '{' ? '}' : ']'
    this.skipSpace()
    if (this.take(closing)) return false
    this.closing.push(closing)
    if (bracket === '{') this.key()
    return true
  }

  /** Goes on behind a value, and out of what ends there; false at the end of all. */
  private goOn(): boolean {
    for (;;) {
      this.skipSpace()
      const closing = this.closing.at(-1)
      if (closing === undefined) {
        if (this.at < this.bytes.length) throw this.problem('after top-level value')
        return false
      }
      if (this.take(closing)) {
        this.closing.pop()
        continue
      }
      const isObject = closing === '}'
      if (!this.take(',')) throw this.problem(isObject ? 'after object key:value pair' : 'after array element')
      if (isObject) this.key()
      return true
    }
  }

  private key(): void {
    this.skipSpace()
    if (this.here !== '"') throw this.problem('looking for beginning of object key string')
    this.string()
    this.skipSpace()
    if (!this.take(':')) throw this.problem('after object key')
  }

  private scalar(): void {
    const {here} = this
    if (here === '"') this.string()
    else if (here === 't') this.word('true')
    else if (here === 'f') this.word('false')
    else if (here === 'n') this.word('null')
    else if (here === '-' || this.isDigit) this.number()
    else throw this.problem('looking for beginning of value')
  }

  private string(): void {
    this.at++
    while (!this.take('"')) {
      if (this.here === undefined || this.here < ' ') throw this.problem('in string literal')
      if (this.take('\\')) this.escape()
      else this.at++
    }
  }

  private escape(): void {
    const {here} = this
    if (here === undefined || !'bfnrt\\/"u'.includes(here)) throw this.problem('in string escape code')
    this.at++
    if (here !== 'u') return
    for (let digit = 0; digit < 4; digit++) {
      if (!/^[0-9a-fA-F]$/.test(this.here ?? '')) throw this.problem('in \\u hexadecimal character escape')
      this.at++
    }
  }

  private word(expected: string): void {
    this.at++
    for (const letter of expected.slice(1))
      if (!this.take(letter)) throw this.problem(`in literal ${expected} (expecting '${letter}')`)
  }

  private number(): void {
    this.take('-')
    if (!this.take('0')) this.digits('in numeric literal')
    if (this.take('.')) this.digits('after decimal point in numeric literal')
    if (!this.take('e') && !this.take('E')) return
    if (!this.take('+')) this.take('-')
    this.digits('in exponent of numeric literal')
  }

  /** One digit at least. */
  private digits(where: string): void {
    if (!this.isDigit) throw this.problem(where)
    while (this.isDigit) this.at++
  }

  private skipSpace(): void {
    while (this.here === ' ' || this.here === '\n' || this.here === '\r' || this.here === '\t') this.at++
  }

  /** Goes over a character if it is here. */
  private take(character: string): boolean {
    if (this.here !== character) return false
    this.at++
    return true
  }

  private get isDigit(): boolean {
    return this.here !== undefined && this.here >= '0' && this.here <= '9'
  }

  /** The byte at this place, as a character; undefined at the end. */
  private get here(): string | undefined {
    const byte = this.bytes[this.at]
    return byte === undefined ? undefined : String.fromCharCode(byte)
  }

  private problem(where: string): JsonSyntaxError {
    return this.here === undefined
      ? new JsonSyntaxError('unexpected end of JSON input', this.at)
      : new JsonSyntaxError(`invalid character ${quoteCharacter(this.here)} ${where}`, this.at + 1)
  }
}
