import {TemplateError} from './template-error.ts'

export type TokenType =
  | 'text'
  | 'open'
  | 'close'
  | 'field'
  | 'variable'
  | 'identifier'
  | 'keyword'
  | 'number'
  | 'string'
  | 'character'
  | 'bool'
  | 'nil'
  | 'dot'
  | 'space'
  | 'other'
  | 'pipe'
  | '('
  | ')'
  | ','
  | ':='
  | '='
  | 'end'

export interface Token {
  type: TokenType
  text: string
  at: number
}

const keywords = new Set(['if', 'else', 'end', 'range', 'with', 'define', 'template', 'block', 'break', 'continue'])

/** The tokens of a Go template, trim markers applied and comments left out. */
export function lex(name: string, source: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  let trim = false
  while (at < source.length) {
    const open = source.indexOf('{{', at)
    const end = open < 0 ? source.length : open
    const trimsBefore = open >= 0 && /^\{\{-\s/.test(source.slice(open, open + 4))
    let text = source.slice(at, end)
    if (trim) text = text.replace(/^\s+/, '')
    if (trimsBefore) text = text.replace(/\s+$/, '')
    if (text !== '') tokens.push({type: 'text', text, at})
    if (open < 0) break
    const inside = open + (trimsBefore ? 3 : 2)
    const comment = /^\s*\/\*[\s\S]*?\*\//.exec(source.slice(inside))
    if (comment) {
      const close = /^(\s-)?\}\}/.exec(source.slice(inside + comment[0].length))
      if (!close) throw fail(name, source, inside, 'comment ends before closing delimiter')
      trim = close[1] !== undefined
      at = inside + comment[0].length + close[0].length
      continue
    }
    tokens.push({type: 'open', text: '{{', at: open})
    ;({at, trim} = lexAction(name, source, inside, tokens))
  }
  tokens.push({type: 'end', text: 'EOF', at: source.length})
  return tokens
}

const patterns: [TokenType, RegExp][] = [
  ['space', /\s+/y],
  [':=', /:=/y],
  ['=', /=/y],
  ['pipe', /\|/y],
  ['(', /\(/y],
  [')', /\)/y],
  [',', /,/y],
  ['string', /"(?:[^"\\\n]|\\.)*"|`[^`]*`/y],
  ['character', /'(?:[^'\\\n]|\\.)+'/y],
  ['number', /[+-]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)/y],
  ['field', /\.[\p{L}_][\p{L}\p{Nd}_]*/uy],
  ['variable', /\$[\p{L}\p{Nd}_]*/uy],
  ['dot', /\./y],
  ['identifier', /[\p{L}_][\p{L}\p{Nd}_]*/uy],
]

function lexAction(name: string, source: string, start: number, tokens: Token[]): {at: number; trim: boolean} {
  let at = start
  let depth = 0
  for (;;) {
    const close = /^(\s+-)?\}\}/.exec(source.slice(at, at + 200))
    if (close) {
      if (depth > 0) throw fail(name, source, at, 'unclosed left paren')
      tokens.push({type: 'close', text: '}}', at: at + close[0].length - 2})
      return {at: at + close[0].length, trim: close[1] !== undefined}
    }
    if (at >= source.length) throw fail(name, source, at, 'unclosed action')
    const token = match(source, at)
    if (!token) throw fail(name, source, at, badCharacter(source, at))
    const after = source[at + token.text.length]
    if (
      isWord(token) &&
      after !== undefined &&
      !terminators.includes(after) &&
      !source.startsWith('}}', at + token.text.length)
    )
      throw fail(name, source, at, `bad character ${unicodeName(after)}`)
    if (token.type === '(') depth++
    if (token.type === ')' && --depth < 0) throw fail(name, source, at, 'unexpected right paren')
    tokens.push(token)
    at += token.text.length
  }
}

function match(source: string, at: number): Token | undefined {
  for (const [type, pattern] of patterns) {
    pattern.lastIndex = at
    const text = pattern.exec(source)?.[0]
    if (text === undefined || text === '') continue
    if (type !== 'identifier') return {type, text, at}
    if (text === 'true' || text === 'false') return {type: 'bool', text, at}
    return {type: text === 'nil' ? 'nil' : keywords.has(text) ? 'keyword' : 'identifier', text, at}
  }
  return /[!-~]/.test(source[at]!) && !'"`\':'.includes(source[at]!)
    ? {type: 'other', text: source[at]!, at}
    : undefined
}

const terminators = ' \t\r\n.,|:)('
const isWord = ({type}: Token): boolean => ['field', 'variable', 'identifier', 'keyword', 'bool', 'nil'].includes(type)

function badCharacter(source: string, at: number): string {
  const character = String.fromCodePoint(source.codePointAt(at)!)
  if (character === '"') return 'unterminated quoted string'
  if (character === '`') return 'unterminated raw quoted string'
  if (character === "'") return 'unterminated character constant'
  if (character === ':') return 'expected :='
  return `unrecognized character in action: ${unicodeName(character)}`
}

const unicodeName = (character: string): string =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')} '${character}'`

/** `template: output:1: …` */
export function fail(name: string, source: string, at: number, message: string): TemplateError {
  const line = source.slice(0, at).split('\n').length
  return new TemplateError(`template: ${name}:${line}: ${message}`)
}
