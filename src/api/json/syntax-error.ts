import {quoteCharacter} from '../go/quote.ts'

/** JSON that is none, in the words of Go's encoding/json. */
export class JsonSyntaxError extends Error {
  /** Bytes read before the error, as Go counts them. */
  readonly offset: number

  constructor(message: string, offset: number) {
    super(message)
    this.name = 'JsonSyntaxError'
    this.offset = offset
  }
}

/** Go refuses deeper nesting. */
export const maxDepth = 10_000

/** What Go says of a text, or of bytes that need be none, that is no JSON; undefined if it is. */
export function findSyntaxError(text: string | Uint8Array): JsonSyntaxError | undefined {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  let at = 0
  const fail = (context: string): JsonSyntaxError => {
    const byte = bytes[at]
    return byte === undefined
      ? new JsonSyntaxError('unexpected end of JSON input', at)
      : new JsonSyntaxError(`invalid character ${quoteCharacter(String.fromCharCode(byte))} ${context}`, at + 1)
  }
  const skipSpace = (): void => {
    while (isSpace(bytes[at])) at++
  }
  const isDigit = (): boolean => bytes[at] !== undefined && bytes[at]! >= 0x30 && bytes[at]! <= 0x39

  const string = (): JsonSyntaxError | undefined => {
    for (at++; ; at++) {
      const byte = bytes[at]
      if (byte === 0x22) {
        at++
        return undefined
      }
      if (byte === undefined || byte < 0x20) return fail('in string literal')
      if (byte !== 0x5c) continue
      at++
      const escaped = bytes[at]
      if (escaped === undefined || !'bfnrt\\/"u'.includes(String.fromCharCode(escaped)))
        return fail('in string escape code')
      if (escaped !== 0x75) continue
      for (let digit = 0; digit < 4; digit++) {
        at++
        if (bytes[at] === undefined || !/[0-9a-fA-F]/.test(String.fromCharCode(bytes[at]!)))
          return fail('in \\u hexadecimal character escape')
      }
    }
  }
  const number = (): JsonSyntaxError | undefined => {
    if (bytes[at] === 0x2d) at++
    if (!isDigit()) return fail('in numeric literal')
    if (bytes[at] === 0x30) at++
    else while (isDigit()) at++
    if (bytes[at] === 0x2e) {
      at++
      if (!isDigit()) return fail('after decimal point in numeric literal')
      while (isDigit()) at++
    }
    if (bytes[at] === 0x65 || bytes[at] === 0x45) {
      at++
      if (bytes[at] === 0x2b || bytes[at] === 0x2d) at++
      if (!isDigit()) return fail('in exponent of numeric literal')
      while (isDigit()) at++
    }
    return undefined
  }
  const word = (expected: string): JsonSyntaxError | undefined => {
    for (const letter of expected.slice(1)) {
      at++
      if (bytes[at] !== letter.charCodeAt(0)) return fail(`in literal ${expected} (expecting '${letter}')`)
    }
    at++
    return undefined
  }
  const scalar = (): JsonSyntaxError | undefined => {
    const byte = bytes[at]
    if (byte === 0x22) return string()
    if (byte === 0x74) return word('true')
    if (byte === 0x66) return word('false')
    if (byte === 0x6e) return word('null')
    if (byte === 0x2d || isDigit()) return number()
    return fail('looking for beginning of value')
  }

  const open: number[] = []
  for (;;) {
    skipSpace()
    const byte = bytes[at]
    if (byte === 0x7b || byte === 0x5b) {
      if (open.length >= maxDepth) return fail('exceeded max depth')
      open.push(byte)
      at++
      skipSpace()
      if (bytes[at] === byte + 2) {
        open.pop()
        at++
      } else {
        const bad = byte === 0x7b ? key() : undefined
        if (bad) return bad
        continue
      }
    } else {
      const bad = scalar()
      if (bad) return bad
    }
    for (;;) {
      skipSpace()
      const container = open.at(-1)
      if (container === undefined) return at < bytes.length ? fail('after top-level value') : undefined
      if (bytes[at] === container + 2) {
        open.pop()
        at++
        continue
      }
      if (bytes[at] !== 0x2c) return fail(container === 0x7b ? 'after object key:value pair' : 'after array element')
      at++
      const bad = container === 0x7b ? key() : undefined
      if (bad) return bad
      break
    }
  }

  function key(): JsonSyntaxError | undefined {
    skipSpace()
    if (bytes[at] !== 0x22) return fail('looking for beginning of object key string')
    const bad = string()
    if (bad) return bad
    skipSpace()
    if (bytes[at] !== 0x3a) return fail('after object key')
    at++
    return undefined
  }
}

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/** What Go says of sound JSON that nests deeper than it likes. */
export function depthError(text: string): JsonSyntaxError | undefined {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x22) at = endOfString(text, at)
    else if (code === 0x5d || code === 0x7d) depth--
    else if ((code === 0x5b || code === 0x7b) && ++depth > maxDepth)
      return new JsonSyntaxError(`invalid character ${quoteCharacter(text[at]!)} exceeded max depth`, at + 1)
  }
  return undefined
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0
  while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++
  return slashes % 2 === 1
}
