import {escapes, quote} from '../../api/go/quote.ts'

/** Bytes as Go's %q quotes them. */
export function goQuote(bytes: Uint8Array): string {
  let quoted = ''
  const rest = Buffer.from(bytes)
  for (let at = 0; at < rest.length; ) {
    const length = runeLength(rest, at)
    quoted += length === 0 ? hex(rest[at]!) : quote(rest.toString('utf8', at, at + length)).slice(1, -1)
    at += length || 1
  }
  return `"${quoted}"`
}

const hex = (byte: number): string => `\\x${byte.toString(16).padStart(2, '0')}`

/** How many bytes the rune at an offset has; 0 where there is no UTF-8. */
function runeLength(bytes: Buffer, at: number): number {
  const first = bytes[at]!
  const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
  if (length < 2) return length
  const rune = bytes.subarray(at, at + length)
  return Buffer.from(rune.toString('utf8')).equals(rune) ? length : 0
}

/** Undoes Go's double quotes; undefined when it is no quoted string. */
export function goUnquote(quoted: string): string | undefined {
  if (quoted.length < 2 || !quoted.startsWith('"') || !quoted.endsWith('"')) return undefined
  const bytes: Buffer[] = []
  const token = /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|[abfnrtv"\\])|[^"\\]/gsuy
  const body = quoted.slice(1, -1)
  while (token.lastIndex < body.length) {
    const match = token.exec(body)
    if (!match) return undefined
    bytes.push(match[1] ? unescaped(match[1]) : Buffer.from(match[0]))
  }
  return Buffer.concat(bytes).toString('latin1')
}

function unescaped(code: string): Buffer {
  if (code.startsWith('x')) return Buffer.from([Number.parseInt(code.slice(1), 16)])
  if (/^[uU]/.test(code)) return Buffer.from(String.fromCodePoint(Number.parseInt(code.slice(1), 16)))
  if (/^[0-7]/.test(code)) return Buffer.from([Number.parseInt(code, 8) & 0xff])
  const plain = Object.entries(escapes).find(([, escaped]) => escaped === `\\${code}`)
  return Buffer.from(plain![0])
}
