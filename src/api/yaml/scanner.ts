import {YamlError} from './yaml-error.ts'

export type TokenType =
  | 'document-start'
  | 'document-end'
  | 'directive'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | '['
  | ']'
  | '{'
  | '}'
  | ','
  | '-'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar'
  | 'end'

export interface Token {
  type: TokenType
  line: number
  text?: string
}

interface SimpleKey {
  possible: boolean
  required: boolean
  token: number
  at: number
  line: number
  column: number
}

/** libyaml's scanner without its values: it tells where a text stops being YAML, in libyaml's words. */
export class YamlScanner {
  private readonly text: string
  private at = 0
  private line = 0
  private column = 0
  private flowLevel = 0
  private indent = -1
  private readonly indents: number[] = []
  private keyAllowed = true
  private readonly keys: SimpleKey[] = [noKey()]
  private readonly tokens: Token[] = []
  private taken = 0
  private ended = false

  constructor(text: string) {
    this.text = text
  }

  peek(): Token {
    while (!this.ended && this.needsMore()) this.fetch()
    return this.tokens[0] ?? {type: 'end', line: this.line}
  }

  next(): Token {
    const token = this.peek()
    this.tokens.shift()
    this.taken++
    return token
  }

  private needsMore(): boolean {
    if (this.tokens.length === 0) return true
    this.dropStaleKeys()
    return this.keys.some(key => key.possible && key.token === this.taken)
  }

  private fail(problem: string, contextLine = this.line): never {
    const line = this.line !== 0 ? this.line + 1 : contextLine
    throw new YamlError(line !== 0 ? `yaml: line ${line}: ${problem}` : `yaml: ${problem}`)
  }

  private char(offset = 0): string {
    return this.text[this.at + offset] ?? '\0'
  }

  private isBlankAt(offset: number): boolean {
    return ' \t\r\n\0\u0085\u2028\u2029'.includes(this.char(offset))
  }

  private skip(count = 1): void {
    this.at += count
    this.column += count
  }

  private skipBreak(): void {
    this.at += this.text.startsWith('\r\n', this.at) ? 2 : 1
    this.line++
    this.column = 0
  }

  private isBreak(): boolean {
    return this.at < this.text.length && '\r\n\u0085\u2028\u2029'.includes(this.char())
  }

  private add(type: TokenType, text?: string): void {
    this.tokens.push({type, line: this.line, ...(text !== undefined && {text})})
  }

  private fetch(): void {
    this.toNextToken()
    this.dropStaleKeys()
    this.unroll(this.column)
    if (this.at >= this.text.length) {
      this.endStream()
      return
    }
    if (this.column === 0 && this.char() === '%') this.directive()
    else if (this.column === 0 && this.documentMark()) this.document()
    else this.fetchInside(this.char())
  }

  private fetchInside(character: string): void {
    if (character === '[' || character === '{') this.openFlow(character)
    else if (character === ']' || character === '}') this.closeFlow(character)
    else if (character === ',') {
      this.removeKey()
      this.keyAllowed = true
      this.add(',')
      this.skip()
    } else if (character === '-' && this.isBlankAt(1)) this.blockEntry()
    else if (character === '?' && (this.flowLevel > 0 || this.isBlankAt(1))) this.explicitKey()
    else if (character === ':' && (this.flowLevel > 0 || this.isBlankAt(1))) this.value()
    else if (character === '*' || character === '&') this.anchor(character)
    else if (character === '!') this.tag()
    else if ((character === '|' || character === '>') && this.flowLevel === 0) this.blockScalar()
    else if (character === '"' || character === "'") this.quoted(character)
    else if (this.startsPlain(character)) this.plain()
    else this.fail('found character that cannot start any token')
  }

  private startsPlain(character: string): boolean {
    if (!this.isBlankAt(0) && !'-?:,[]{}#&*!|>\'"%@`'.includes(character)) return true
    if (character === '-') return !' \t'.includes(this.char(1))
    return this.flowLevel === 0 && (character === '?' || character === ':') && !this.isBlankAt(1)
  }

  private toNextToken(): void {
    for (;;) {
      while (this.char() === ' ' || ((this.flowLevel > 0 || !this.keyAllowed) && this.char() === '\t')) this.skip()
      if (this.char() === '#') while (this.at < this.text.length && !this.isBreak()) this.skip()
      if (!this.isBreak()) return
      this.skipBreak()
      if (this.flowLevel === 0) this.keyAllowed = true
    }
  }

  private dropStaleKeys(): void {
    for (const key of this.keys) {
      if (!key.possible || (key.line === this.line && key.at + 1024 >= this.at)) continue
      if (key.required) this.fail("could not find expected ':'", key.line)
      key.possible = false
    }
  }

  private saveKey(): void {
    if (!this.keyAllowed) return
    this.removeKey()
    this.keys[this.keys.length - 1] = {
      possible: true,
      required: this.flowLevel === 0 && this.indent === this.column,
      token: this.taken + this.tokens.length,
      at: this.at,
      line: this.line,
      column: this.column,
    }
  }

  private removeKey(): void {
    const key = this.keys.at(-1)!
    if (key.possible && key.required) this.fail("could not find expected ':'", key.line)
    key.possible = false
  }

  private roll(column: number, type: TokenType, before?: number): void {
    if (this.flowLevel > 0 || this.indent >= column) return
    this.indents.push(this.indent)
    this.indent = column
    const token = {type, line: this.line}
    if (before === undefined) this.tokens.push(token)
    else this.tokens.splice(before - this.taken, 0, token)
  }

  private unroll(column: number): void {
    if (this.flowLevel > 0) return
    while (this.indent > column) {
      this.add('block-end')
      this.indent = this.indents.pop() ?? -1
    }
  }

  private endStream(): void {
    if (this.column !== 0) {
      this.column = 0
      this.line++
    }
    this.unroll(-1)
    this.removeKey()
    this.keyAllowed = false
    this.add('end')
    this.ended = true
  }

  private documentMark(): boolean {
    return /^(---|\.\.\.)/.test(this.text.slice(this.at, this.at + 3)) && this.isBlankAt(3)
  }

  private document(): void {
    this.unroll(-1)
    this.removeKey()
    this.keyAllowed = false
    this.add(this.char() === '-' ? 'document-start' : 'document-end')
    this.skip(3)
  }

  private directive(): void {
    this.unroll(-1)
    this.removeKey()
    this.keyAllowed = false
    const name = /^%([\w-]*)/.exec(this.text.slice(this.at))?.[1] ?? ''
    if (name === '') this.fail('could not find expected directive name')
    if (name !== 'YAML' && name !== 'TAG') this.fail('found unknown directive name')
    this.add('directive')
    while (this.at < this.text.length && !this.isBreak()) this.skip()
  }

  private openFlow(character: '[' | '{'): void {
    this.saveKey()
    this.keys.push(noKey())
    this.flowLevel++
    this.keyAllowed = true
    this.add(character)
    this.skip()
  }

  private closeFlow(character: ']' | '}'): void {
    this.removeKey()
    if (this.flowLevel > 0) {
      this.flowLevel--
      this.keys.pop()
    }
    this.keyAllowed = false
    this.add(character)
    this.skip()
  }

  private blockEntry(): void {
    if (this.flowLevel === 0) {
      if (!this.keyAllowed) this.fail('block sequence entries are not allowed in this context')
      this.roll(this.column, 'block-sequence-start')
    }
    this.removeKey()
    this.keyAllowed = true
    this.add('-')
    this.skip()
  }

  private explicitKey(): void {
    if (this.flowLevel === 0) {
      if (!this.keyAllowed) this.fail('mapping keys are not allowed in this context')
      this.roll(this.column, 'block-mapping-start')
    }
    this.removeKey()
    this.keyAllowed = this.flowLevel === 0
    this.add('key')
    this.skip()
  }

  private value(): void {
    const key = this.keys.at(-1)!
    if (key.possible) {
      this.tokens.splice(key.token - this.taken, 0, {type: 'key', line: key.line})
      this.roll(key.column, 'block-mapping-start', key.token)
      key.possible = false
      this.keyAllowed = false
    } else {
      if (this.flowLevel === 0) {
        if (!this.keyAllowed) this.fail('mapping values are not allowed in this context')
        this.roll(this.column, 'block-mapping-start')
      }
      this.keyAllowed = this.flowLevel === 0
    }
    this.add('value')
    this.skip()
  }

  private anchor(character: '*' | '&'): void {
    this.saveKey()
    this.keyAllowed = false
    const name = /^[\w-]*/.exec(this.text.slice(this.at + 1))![0]
    this.skip(1 + name.length)
    if (name === '' || !(this.isBlankAt(0) || '?:,]}%@`'.includes(this.char())))
      this.fail('did not find expected alphabetic or numeric character')
    this.add(character === '*' ? 'alias' : 'anchor', name)
  }

  private tag(): void {
    this.saveKey()
    this.keyAllowed = false
    this.add('tag')
    while (!this.isBlankAt(0) && !(this.flowLevel > 0 && this.char() === ',')) this.skip()
  }

  private quoted(mark: string): void {
    this.saveKey()
    this.keyAllowed = false
    const {line} = this
    this.skip()
    for (;;) {
      if (this.column === 0 && this.documentMark()) this.fail('found unexpected document indicator', line)
      if (this.at >= this.text.length) this.fail('found unexpected end of stream', line)
      if (this.isBreak()) this.skipBreak()
      else if (mark === "'" && this.text.startsWith("''", this.at)) this.skip(2)
      else if (this.char() === mark) break
      else if (mark === '"' && this.char() === '\\') this.escape(line)
      else this.skip()
    }
    this.skip()
    this.tokens.push({type: 'scalar', line})
  }

  private escape(line: number): void {
    const letter = this.char(1)
    if ('\r\n'.includes(letter)) {
      this.skip()
      this.skipBreak()
      return
    }
    if (!'0abt\tnvfre "\'\\N_LPxuU/'.includes(letter)) this.fail('found unknown escape character', line)
    const digits = letter === 'x' ? 2 : letter === 'u' ? 4 : letter === 'U' ? 8 : 0
    this.skip(2)
    for (let digit = 0; digit < digits; digit++)
      if (!/[0-9a-fA-F]/.test(this.char(digit))) this.fail('did not find expected hexdecimal number', line)
    this.skip(digits)
  }

  private plain(): void {
    this.saveKey()
    this.keyAllowed = false
    const {line} = this
    const indent = this.indent + 1
    let broken = false
    for (;;) {
      if ((this.column === 0 && this.documentMark()) || this.char() === '#') break
      while (!this.isBlankAt(0) && !this.endsPlain()) {
        broken = false
        this.skip()
      }
      if (this.at >= this.text.length || !this.isBlankAt(0)) break
      while (this.char() === ' ' || this.char() === '\t' || this.isBreak()) {
        if (this.isBreak()) {
          this.skipBreak()
          broken = true
          continue
        }
        if (broken && this.column < indent && this.char() === '\t')
          this.fail('found a tab character that violates indentation', line)
        this.skip()
      }
      if (this.flowLevel === 0 && this.column < indent) break
    }
    this.tokens.push({type: 'scalar', line})
    if (broken) this.keyAllowed = true
  }

  private endsPlain(): boolean {
    const character = this.char()
    if (character === ':' && this.isBlankAt(1)) return true
    return this.flowLevel > 0 && (',[]{}'.includes(character) || (character === '?' && this.isBlankAt(1)))
  }

  private blockScalar(): void {
    this.removeKey()
    this.keyAllowed = true
    const {line} = this
    const header = /^[|>]([+-]?[0-9]?|[0-9][+-]?)[ \t]*(#[^\r\n]*)?/.exec(this.text.slice(this.at))!
    if (header[1]?.includes('0')) this.fail('found an indentation indicator equal to 0', line)
    const explicit = Number(/\d/.exec(header[1] ?? '')?.[0] ?? 0)
    this.skip(header[0].length)
    if (this.at < this.text.length && !this.isBreak()) this.fail('did not find expected comment or line break', line)
    if (this.isBreak()) this.skipBreak()
    let indent = explicit > 0 ? Math.max(this.indent, 0) + explicit : 0
    for (;;) {
      while ((indent === 0 || this.column < indent) && this.char() === ' ') this.skip()
      if ((indent === 0 || this.column < indent) && this.char() === '\t')
        this.fail('found a tab character where an indentation space is expected', line)
      if (this.isBreak()) {
        this.skipBreak()
        continue
      }
      if (indent === 0) indent = Math.max(this.column, this.indent + 1, 1)
      if (this.column < indent || this.at >= this.text.length) break
      while (this.at < this.text.length && !this.isBreak()) this.skip()
      if (this.isBreak()) this.skipBreak()
    }
    this.tokens.push({type: 'scalar', line})
  }
}

const noKey = (): SimpleKey => ({possible: false, required: false, token: 0, at: 0, line: 0, column: 0})
