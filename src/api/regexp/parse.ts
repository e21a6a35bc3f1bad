import {escapedSet, perlSets, posixSets, unicodeSet} from './character-sets.ts'
import {complement, foldCase, lastCodePoint, normalized, type Range, type RegexpNode} from './node.ts'

/** Why a text is no regular expression, in Go's words. */
export class RegexpError extends Error {
  constructor(problem: string, at: string) {
    super(`error parsing regexp: ${problem}: \`${at}\``)
  }
}

const mostRepeats = 1000

interface Flags {
  i: boolean
  m: boolean
  s: boolean
  U: boolean
}

/** Parses RE2's syntax as Go has it; throws a RegexpError. */
export function parseRegexp(pattern: string): RegexpNode {
  return new Parser(pattern).whole()
}

class Parser {
  private readonly pattern: string
  private readonly letters: string[]
  private position = 0
  private groups = 0
  private depth = 0
  private readonly names = new Set<string>()
  private flags: Flags = {i: false, m: false, s: false, U: false}

  constructor(pattern: string) {
    this.pattern = pattern
    this.letters = [...pattern]
  }

  whole(): RegexpNode {
    const node = this.choice()
    if (this.position < this.letters.length) throw new RegexpError('unexpected )', this.pattern)
    if (size(node) > mostRepeats * 10_000) throw new RegexpError('expression too large', this.pattern)
    return node
  }

  private get next(): string | undefined {
    return this.letters[this.position]
  }

  private rest(from = this.position): string {
    return this.letters.slice(from).join('')
  }

  private choice(): RegexpNode {
    const parts = [this.sequence()]
    while (this.next === '|') {
      this.position += 1
      parts.push(this.sequence())
    }
    return parts.length === 1 ? parts[0]! : {op: 'choice', parts}
  }

  private sequence(): RegexpNode {
    const parts: RegexpNode[] = []
    while (this.next !== undefined && this.next !== '|' && this.next !== ')') {
      if ('*+?'.includes(this.next)) throw new RegexpError('missing argument to repetition operator', this.next)
      if (this.next === '{' && this.count()) {
        const {text} = this.count()!
        throw new RegexpError('missing argument to repetition operator', text)
      }
      const part = this.atom()
      if (part) parts.push(this.repeated(part))
    }
    return parts.length === 1 ? parts[0]! : parts.length === 0 ? {op: 'empty'} : {op: 'sequence', parts}
  }

  private repeated(node: RegexpNode): RegexpNode {
    let result = node
    let previous = ''
    for (;;) {
      const start = this.position
      const bounds = this.bounds()
      if (!bounds) return result
      const lazy = this.next === '?'
      if (lazy) this.position += 1
      const text = this.letters.slice(start, this.position).join('')
      if (previous) throw new RegexpError('invalid nested repetition operator', previous + text)
      result = {op: 'repeat', body: result, ...bounds, greedy: lazy === this.flags.U}
      if (size(result) > mostRepeats && bounds.least + (bounds.most === Number.POSITIVE_INFINITY ? 0 : bounds.most) > 1)
        if (repeats(result) > mostRepeats) throw new RegexpError('invalid repeat count', text)
      previous = text
    }
  }

  private bounds(): {least: number; most: number} | undefined {
    const letter = this.next
    if (letter === '*' || letter === '+' || letter === '?') {
      this.position += 1
      return {least: letter === '+' ? 1 : 0, most: letter === '?' ? 1 : Number.POSITIVE_INFINITY}
    }
    const found = letter === '{' ? this.count() : undefined
    if (!found) return undefined
    const {text, least, most} = found
    if (least > mostRepeats || (most !== Number.POSITIVE_INFINITY && (most > mostRepeats || most < least)))
      throw new RegexpError('invalid repeat count', text)
    this.position += text.length
    return {least, most}
  }

  /** `{2}`, `{2,}`, `{2,3}` here; anything else in braces is literal. */
  private count(): {text: string; least: number; most: number} | undefined {
    const found = /^\{(\d+)(,(\d*))?\}/.exec(this.rest())
    if (!found) return undefined
    const [text, least = '', comma, most] = found
    return {
      text,
      least: Number(least),
      most: comma === undefined ? Number(least) : most ? Number(most) : Number.POSITIVE_INFINITY,
    }
  }

  private atom(): RegexpNode | undefined {
    const letter = this.next!
    switch (letter) {
      case '(':
        return this.group()
      case '[':
        return this.set()
      case '\\':
        return this.escape()
      case '.':
        this.position += 1
        return {op: 'set', ranges: this.flags.s ? [[0, lastCodePoint]] : complement([[10, 10]])}
      case '^':
        this.position += 1
        return {op: 'assert', what: this.flags.m ? 'line-begin' : 'begin'}
      case '$':
        this.position += 1
        return {op: 'assert', what: this.flags.m ? 'line-end' : 'end'}
      default:
        this.position += 1
        return this.literal(letter.codePointAt(0)!)
    }
  }

  private literal(code: number): RegexpNode {
    const ranges: Range[] = [[code, code]]
    return {op: 'set', ranges: this.flags.i ? foldCase(ranges) : ranges}
  }

  private group(): RegexpNode | undefined {
    const start = this.position
    const outer = this.flags
    this.depth += 1
    if (this.depth > 1000) throw new RegexpError('expression nests too deeply', this.pattern)
    this.position += 1
    let index: number | undefined
    let name: string | undefined
    if (this.next === '?') {
      const named = /^\?(P?)<([^>]*)(>?)/.exec(this.rest())
      if (named) {
        const [text, , given = '', closed] = named
        if (!closed) throw new RegexpError('invalid named capture', this.rest(start))
        if (!/^[A-Za-z0-9_]+$/.test(given)) throw new RegexpError('invalid named capture', `(${text}`)
        if (this.names.has(given)) throw new RegexpError('duplicate capture group name', given)
        this.names.add(given)
        this.position += [...text].length
        name = given
        index = ++this.groups
      } else if (!this.setFlags(start)) {
        this.depth -= 1
        return undefined
      }
    } else index = ++this.groups
    const body = this.choice()
    if (this.next !== ')') throw new RegexpError('missing closing )', this.pattern)
    this.position += 1
    this.depth -= 1
    this.flags = outer
    return {op: 'group', body, ...(index !== undefined && {index}), ...(name !== undefined && {name})}
  }

  /** `?i-s:` opens a group, `?i)` changes the flags of what follows; whether it opened one. */
  private setFlags(start: number): boolean {
    const flags = {...this.flags}
    let sign = true
    let any = false
    for (let index = this.position + 1; index < this.letters.length; index += 1) {
      const letter = this.letters[index]!
      if (letter === 'i' || letter === 'm' || letter === 's' || letter === 'U') {
        flags[letter] = sign
        any = true
      } else if (letter === '-' && sign) {
        sign = false
        any = false
      } else if (letter === ':' || letter === ')') {
        if (!sign && !any) break
        this.position = index + 1
        this.flags = flags
        return letter === ':'
      } else {
        throw new RegexpError('invalid or unsupported Perl syntax', this.letters.slice(start, index + 1).join(''))
      }
    }
    throw new RegexpError('invalid or unsupported Perl syntax', this.rest(start))
  }

  private escape(): RegexpNode {
    const start = this.position
    const letter = this.letters[start + 1]
    if (letter === undefined) throw new RegexpError('trailing backslash at end of expression', '')
    const assertion = ({A: 'begin', z: 'end', b: 'word', B: 'not-word'} as const)[letter as 'A']
    if (assertion) {
      this.position += 2
      return {op: 'assert', what: assertion}
    }
    if (letter === 'Q') {
      const text = this.rest(start + 2)
      const end = text.indexOf('\\E')
      const quoted = [...(end < 0 ? text : text.slice(0, end))]
      this.position += 2 + quoted.length + (end < 0 ? 0 : 2)
      return {op: 'sequence', parts: quoted.map(each => this.literal(each.codePointAt(0)!))}
    }
    const ranges = this.escaped()
    return {op: 'set', ranges: this.flags.i ? foldCase(ranges) : ranges}
  }

  /** What an escape stands for, in and out of brackets. */
  private escaped(): Range[] {
    const start = this.position
    const letter = this.letters[start + 1]
    if (letter === undefined) throw new RegexpError('trailing backslash at end of expression', '')
    const perl = perlSets[letter]
    if (perl) {
      this.position += 2
      return perl
    }
    if (letter === 'p' || letter === 'P') return this.unicode(letter === 'P')
    const found = escapedSet(this.rest())
    if (!found) throw new RegexpError('invalid escape sequence', this.letters.slice(start, start + 2).join(''))
    this.position += [...found.text].length
    return [[found.code, found.code]]
  }

  private unicode(negative: boolean): Range[] {
    const found = /^\\[pP](?:\{(\^?)([^}]*)\}|([^{]))/u.exec(this.rest())
    if (!found) throw new RegexpError('invalid character class range', this.rest())
    const [text, caret = '', name = found[3] ?? ''] = found
    const ranges = unicodeSet(name)
    if (!ranges) throw new RegexpError('invalid character class range', text)
    this.position += [...text].length
    return negative !== (caret === '^') ? complement(ranges) : ranges
  }

  private set(): RegexpNode {
    const start = this.position
    this.position += 1
    const negative = this.next === '^'
    if (negative) this.position += 1
    const ranges: Range[] = []
    let first = true
    while (first || this.next !== ']') {
      if (this.next === undefined) throw new RegexpError('missing closing ]', this.rest(start))
      first = false
      ranges.push(...this.member(start))
    }
    this.position += 1
    const folded = this.flags.i ? foldCase(ranges) : normalized(ranges)
    return {op: 'set', ranges: negative ? complement(folded) : folded}
  }

  private member(start: number): Range[] {
    const named = /^\[:(\^?)(\w*):\]/.exec(this.rest())
    if (named) {
      const [text, caret, name = ''] = named
      const ranges = posixSets[name]
      if (!ranges) throw new RegexpError('invalid character class range', text)
      this.position += text.length
      return caret ? complement(ranges) : ranges
    }
    const from = this.position
    if (this.next === '\\' && /[dDsSwWpP]/.test(this.letters[from + 1] ?? '')) return this.escaped()
    const low = this.character(start)
    if (this.next !== '-' || this.letters[this.position + 1] === ']' || this.letters[this.position + 1] === undefined)
      return [[low, low]]
    this.position += 1
    const high = this.character(start)
    if (high < low)
      throw new RegexpError('invalid character class range', this.letters.slice(from, this.position).join(''))
    return [[low, high]]
  }

  private character(start: number): number {
    if (this.next === undefined) throw new RegexpError('missing closing ]', this.rest(start))
    if (this.next === '\\') return this.escaped()[0]![0]
    const code = this.next.codePointAt(0)!
    this.position += 1
    return code
  }
}

/** How many instructions a node becomes, about. */
function size(node: RegexpNode): number {
  switch (node.op) {
    case 'group':
      return 1 + size(node.body)
    case 'sequence':
    case 'choice':
      return node.parts.reduce((sum, part) => sum + size(part), 1)
    case 'repeat': {
      const times = node.most === Number.POSITIVE_INFINITY ? node.least + 1 : Math.max(node.most, 1)
      return times * size(node.body) + 1
    }
    default:
      return 1
  }
}

/** How often the innermost body is repeated by counts around it. */
function repeats(node: RegexpNode): number {
  switch (node.op) {
    case 'group':
      return repeats(node.body)
    case 'sequence':
    case 'choice':
      return Math.max(1, ...node.parts.map(repeats))
    case 'repeat': {
      const most = node.most === Number.POSITIVE_INFINITY ? node.least : node.most
      return Math.max(most, 1) * repeats(node.body)
    }
    default:
      return 1
  }
}
