import {YamlError} from './yaml-error.ts'

/** The characters of a document as go-yaml reads them: UTF-8 or, with a byte order mark, UTF-16. Throws a YamlError for what is no text. */
export function readText(document: string | Uint8Array): string {
  const text = typeof document === 'string' ? document : decoded(document)
  if (forbidden.test(text)) throw new YamlError('yaml: control characters are not allowed')
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

/** YAML's printable characters are all others. */
const forbidden = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

function decoded(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return fromUtf16(buffer.subarray(2))
  if (buffer[0] === 0xfe && buffer[1] === 0xff && buffer.length % 2 === 0)
    return fromUtf16(Buffer.from(buffer.subarray(2)).swap16())
  const text = buffer.toString()
  const problem = text.includes('\ufffd') ? utf8Problem(buffer) : undefined
  if (problem) throw new YamlError(`yaml: ${problem}`)
  return text
}

function fromUtf16(buffer: Buffer): string {
  const text = buffer.toString('utf16le')
  if (buffer.length % 2 === 1) throw new YamlError('yaml: incomplete UTF-16 character')
  if (/[\ud800-\udbff]$/.test(text)) throw new YamlError('yaml: incomplete UTF-16 surrogate pair')
  const [half] = /\p{Surrogate}/u.exec(text) ?? []
  if (half !== undefined) throw new YamlError(`yaml: ${half < '\udc00' ? 'expected' : 'unexpected'} low surrogate area`)
  return text
}

/** What is wrong with the first sequence of bytes that is no character; undefined where all are some. */
function utf8Problem(bytes: Buffer): string | undefined {
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at]!
    const width = widthOf(lead)
    if (width === 0) return 'invalid leading UTF-8 octet'
    if (at + width > bytes.length) return 'incomplete UTF-8 octet sequence'
    let value = width === 1 ? lead : lead & (0x7f >> width)
    for (const octet of bytes.subarray(at + 1, at + width)) {
      if ((octet & 0xc0) !== 0x80) return 'invalid trailing UTF-8 octet'
      value = value * 64 + (octet & 0x3f)
    }
    if (value < smallest[width]!) return 'invalid length of a UTF-8 sequence'
    if ((value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff) return 'invalid Unicode character'
    at += width
  }
  return undefined
}

/** How many bytes a character has that begins with this one; 0 where none does. */
function widthOf(lead: number): number {
  if (lead < 0x80) return 1
  if (lead < 0xc0) return 0
  if (lead < 0xe0) return 2
  if (lead < 0xf0) return 3
  return lead < 0xf8 ? 4 : 0
}

/** What a character of so many bytes stands for at least. */
const smallest = [0, 0, 0x80, 0x800, 0x10000]
