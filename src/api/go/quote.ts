const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u
const plain = /^[ !#-[\]-~]*$/
/** What Go's double quotes have short escapes for. */
export const escapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
}

/** A string as Go's `%q` prints it. */
export const quote = (text: string): string => (plain.test(text) ? `"${text}"` : `"${[...text].map(escaped).join('')}"`)

/** One character as Go's encoding/json shows it in an error: `'x'`, `'\n'`. */
export const quoteCharacter = (character: string): string =>
  character === "'" ? "'\\''" : character === '"' ? "'\"'" : `'${quote(character).slice(1, -1)}'`

function escaped(character: string): string {
  const known = escapes[character]
  if (known) return known
  if (printable.test(character)) return character
  const code = character.codePointAt(0)!
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`
  if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd'
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`
}

/** A string as Go's time package quotes it: byte by byte, with everything beyond ASCII escaped. */
export const quoteBytes = (text: string): string => `"${[...Buffer.from(text)].map(byteText).join('')}"`

const byteText = (byte: number): string => {
  if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`
  return byte < 0x20 || byte >= 0x7f ? `\\x${byte.toString(16).padStart(2, '0')}` : String.fromCharCode(byte)
}
