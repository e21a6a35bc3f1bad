import {CelUint} from '../run/values.ts'

const mostInt = 2n ** 63n - 1n
const leastInt = -(2n ** 63n)

/** The value of an integer's digits; undefined where it fits no int. */
export function intLiteral(text: string): bigint | undefined {
  const negative = text.startsWith('-')
  const value = BigInt(negative ? text.slice(1) : text) * (negative ? -1n : 1n)
  return value > mostInt || value < leastInt ? undefined : value
}

export function uintLiteral(text: string): CelUint | undefined {
  const value = BigInt(text.slice(0, -1))
  return value >= 2n ** 64n ? undefined : new CelUint(value)
}

/** What a quoted string says; undefined where an escape means nothing. */
export function stringLiteral(token: string): string | undefined {
  const {body, raw} = contents(token)
  return raw ? body : unescaped(body, code => (code > 0x10ffff ? undefined : String.fromCodePoint(code)))
}

export function bytesLiteral(token: string): Uint8Array | undefined {
  const {body, raw} = contents(token.slice(1))
  if (raw) return Buffer.from(body)
  const parts: Uint8Array[] = []
  const text = unescaped(body, code => (code < 256 ? `\u{10ffff}${String.fromCodePoint(code)}` : undefined))
  if (text === undefined) return undefined
  for (const [index, part] of text.split('\u{10ffff}').entries())
    parts.push(
      index === 0 ? Buffer.from(part) : Buffer.concat([Buffer.from([part.charCodeAt(0)]), Buffer.from(part.slice(1))]),
    )
  return Buffer.concat(parts)
}

function contents(token: string): {body: string; raw: boolean} {
  const raw = /^[rR]/.test(token)
  const quoted = raw ? token.slice(1) : token
  const width = quoted.startsWith('"""') || quoted.startsWith("'''") ? 3 : 1
  return {body: quoted.slice(width, -width).replaceAll('\r\n', '\n').replaceAll('\r', '\n'), raw}
}

const plain: Record<string, string> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

function unescaped(body: string, numbered: (code: number) => string | undefined): string | undefined {
  let failed = false
  const text = body.replaceAll(
    /\\(?:([xX])([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|([\s\S]))/g,
    (_all, _x, hex, short, long, octal, letter: string | undefined) => {
      if (letter !== undefined) return plain[letter] ?? letter
      const code = Number.parseInt(hex ?? short ?? long ?? octal, octal === undefined ? 16 : 8)
      const result = hex === undefined && octal === undefined ? wide(code) : numbered(code)
      if (result === undefined) failed = true
      return result ?? ''
    },
  )
  return failed ? undefined : text
}

const wide = (code: number): string | undefined =>
  code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? undefined : String.fromCodePoint(code)
