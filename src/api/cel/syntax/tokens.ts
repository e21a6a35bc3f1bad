import type {Problem} from './problem.ts'

export type TokenKind = 'identifier' | 'escaped' | 'int' | 'uint' | 'double' | 'string' | 'bytes' | 'symbol' | 'end'

export interface Token {
  kind: TokenKind
  text: string
  at: number
}

const escapeSequence = String.raw`\\(?:[abfnrtv"'\\?${'`'}]|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-3][0-7]{2})`
const strings = [
  `[rR]"""[\\s\\S]*?"""`,
  `[rR]'''[\\s\\S]*?'''`,
  String.raw`"""(?:${escapeSequence}|[^\\])*?"""`,
  String.raw`'''(?:${escapeSequence}|[^\\])*?'''`,
  String.raw`[rR]"[^"\n\r]*"`,
  String.raw`[rR]'[^'\n\r]*'`,
  String.raw`"(?:${escapeSequence}|[^\\"\n\r])*"`,
  String.raw`'(?:${escapeSequence}|[^\\'\n\r])*'`,
].join('|')

const patterns: [TokenKind | 'space', RegExp][] = [
  ['space', /[\t \r\n\f]+|\/\/[^\n]*/y],
  ['bytes', new RegExp(`[bB](?:${strings})`, 'y')],
  ['string', new RegExp(strings, 'y')],
  ['double', /\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?/y],
  ['uint', /0x[0-9a-fA-F]+[uU]|\d+[uU]/y],
  ['int', /0x[0-9a-fA-F]+|\d+/y],
  ['identifier', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['escaped', /`[A-Za-z0-9_.\-/ ]+`/y],
  ['symbol', /==|!=|<=|>=|&&|\|\||[[\](){}.,\-!?:+*/%<>]/y],
]

/** The tokens of an expression, the end being the last; what is no token is told and skipped. */
export function tokenize(source: string): {tokens: Token[]; problems: Problem[]} {
  const tokens: Token[] = []
  const problems: Problem[] = []
  let at = 0
  while (at < source.length) {
    const found = matchAt(source, at)
    if (!found) {
      const end = unrecognizedEnd(source, at)
      const text = source.slice(at, end).replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r')
      problems.push({at, message: `Syntax error: token recognition error at: '${text}'`})
      at = end
      continue
    }
    if (found.kind !== 'space') tokens.push({kind: found.kind, text: found.text, at})
    at += found.text.length
  }
  tokens.push({kind: 'end', text: '<EOF>', at: source.length})
  return {tokens, problems}
}

function matchAt(source: string, at: number): {kind: TokenKind | 'space'; text: string} | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at
    const text = pattern.exec(source)?.[0]
    if (text) return {kind, text}
  }
  return undefined
}

/** A string that never ends takes what it could have been with it; a lone `&`, `|` or `=` the letter after it. */
function unrecognizedEnd(source: string, at: number): number {
  const quote = source[at]!
  if (quote === '"' || quote === "'") {
    let end = at + 1
    while (end < source.length && source[end] !== '\n' && source[end] !== '\r' && source[end] !== quote) {
      if (source[end] === '\\') {
        const escaped = new RegExp(escapeSequence, 'y')
        escaped.lastIndex = end
        const text = escaped.exec(source)?.[0]
        if (!text) return Math.min(end + 2, source.length)
        end += text.length
      } else end += 1
    }
    return Math.min(end + (source[end] === quote ? 1 : source[end] ? 1 : 0), source.length)
  }
  if (quote === '&' || quote === '|' || quote === '=' || quote === '`') return Math.min(at + 2, source.length)
  return at + ((source.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)
}
