/** A string in quotes. One of several lines has each on a line of its own, at this level, folded together again by what reads it. */
export function kyamlString(text: string, level: number): string {
  if (!text.includes('\n')) return `"${[...text].map(char => (char === '\t' ? char : escaped(char))).join('')}"`
  const indent = '  '.repeat(level)
  const lines = text.split('\n')
  const last = lines.pop()!
  const shown = lines.map(line => `${indented(line, indent)}\\n\\\n`)
  return `"\\\n${shown.join('')}${last === '' ? '' : `${indented(last, indent)}\\\n`}${indent}"`
}

/** A key, in quotes only where it could be taken for something else than a string. */
export const kyamlKey = (key: string): string =>
  needsQuotes(key)
    ? `"${[...key].map(char => (char === '\n' ? '\\n' : char === '\t' ? '\\t' : escaped(char))).join('')}"`
    : key

/** White space at the beginning of a line would be folded away: it is escaped, and stands where it would have stood. */
function indented(line: string, indent: string): string {
  const text = [...line].map(char => (char === '\t' ? char : escaped(char))).join('')
  return `${indent}${/^\s/u.test(line) ? '\\' : ' '}${text}`
}

const short: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\0': '\\0',
  '\u001b': '\\e',
  '\u0085': '\\N',
  '\u00a0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
}

function escaped(char: string): string {
  const name = short[char]
  if (name) return name
  if (/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(char)) return char
  const code = char.codePointAt(0)!
  const hex = (digits: number): string => code.toString(16).padStart(digits, '0')
  if (code < 0x20 || code === 0x7f) return `\\x${hex(2)}`
  return code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`
}

const needsQuotes = (text: string): boolean =>
  isAmbiguous(text) || !/^[\p{L}\p{N}_]([\p{L}\p{N}_./-]*[\p{L}\p{N}_])?$/u.test(text)

const words = new Set([
  ...['', '~', 'null', 'true', 'false', 't', 'f', 'y', 'n', 'yes', 'no', 'on', 'off'],
  ...['.inf', '-.inf', '+.inf', '.nan', 'nan', 'inf', '+inf', '-inf', 'infinity', '+infinity', '-infinity'],
])

/** Whether some reader of YAML takes the bare text for nothing, a truth value, a number or a time. */
function isAmbiguous(text: string): boolean {
  const bare = text.replaceAll('_', '')
  return (
    words.has(text.toLowerCase()) ||
    /^[+-]?(0x[\da-f]+|0b[01]+|0o?[0-7]+|(\d+\.?\d*|\.\d+)(e[+-]?\d+)?|0x[\da-f]*\.?[\da-f]*p[+-]?\d+)$/i.test(bare) ||
    /^[+-]?[1-9][\d_]*(:[0-5]?\d)+(\.[\d_]*)?$/.test(text) ||
    /^\d{4}-\d{1,2}-\d{1,2}([Tt ]\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?)?$/.test(text)
  )
}
