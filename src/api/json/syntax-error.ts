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
