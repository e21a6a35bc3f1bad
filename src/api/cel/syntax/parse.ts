import type {Call, CreateList, CreateMap, CreateStruct, Expression} from './expression.ts'
import {bytesLiteral, intLiteral, stringLiteral, uintLiteral} from './literals.ts'
import {expandMacro} from './macros.ts'
import type {Problem} from './problem.ts'
import {type Token, tokenize} from './tokens.ts'

export type Parsed = {expression: Expression} | {problems: Problem[]}

const longest = 100_000
const deepest = 250

export interface ParseOptions {
  /** Whether there is `cel.bind`. */
  bindings?: boolean
}

/** Parses an expression by CEL's grammar and expands its macros. */
export function parse(source: string, {bindings = false}: ParseOptions = {}): Parsed {
  const size = [...source].length
  if (size > longest)
    return {
      problems: [{at: 0, message: `expression code point size exceeds limit: size: ${size}, limit ${longest}`}],
    }
  const {tokens, problems} = tokenize(source)
  const parser = new Parser(tokens, problems, bindings)
  try {
    const expression = parser.whole()
    return problems.length > 0 ? {problems} : {expression}
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error
    problems.push({at: error.at, message: error.message})
    return {problems}
  }
}

class SyntaxProblem extends Error {
  readonly at: number

  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}

const relations: Record<string, string> = {
  '<': '_<_',
  '<=': '_<=_',
  '>=': '_>=_',
  '>': '_>_',
  '==': '_==_',
  '!=': '_!=_',
  in: '@in',
}

const literals = "'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}"
/** What can come where an expression must, and right behind what opens a call, a list, a map or an index. */
const starts = {
  expression: `{'[', '{', '(', '.', '-', '!', ${literals}`,
  call: `{'[', '{', '(', ')', '.', '-', '!', ${literals}`,
  list: `{'[', ']', '{', '(', '.', ',', '-', '!', '?', ${literals}`,
  map: `{'[', '{', '}', '(', '.', ',', '-', '!', '?', ${literals}`,
  index: `{'[', '{', '(', '.', '-', '!', '?', ${literals}`,
}

const reserved = new Set(
  'as break const continue else for function if import let loop package namespace return var void while'.split(' '),
)

class Parser {
  private readonly tokens: Token[]
  private readonly problems: Problem[]
  private readonly bindings: boolean
  private position = 0
  private inside?: {position: number; what: keyof typeof starts}
  private depth = 0

  constructor(tokens: Token[], problems: Problem[], bindings: boolean) {
    this.tokens = tokens
    this.problems = problems
    this.bindings = bindings
  }

  whole(): Expression {
    const expression = this.expression()
    if (this.token.kind !== 'end') {
      const last = this.tokens[this.position + 1]?.kind === 'end'
      throw this.problem(`${last ? 'extraneous' : 'mismatched'} input '${this.token.text}' expecting <EOF>`)
    }
    return expression
  }

  private get token(): Token {
    return this.tokens[this.position]!
  }

  private is(text: string): boolean {
    const {kind, text: own} = this.token
    return own === text && (kind === 'symbol' || kind === 'identifier')
  }

  private take(): Token {
    const {token} = this
    this.position += 1
    return token
  }

  private skip(text: string): Token | undefined {
    return this.is(text) ? this.take() : undefined
  }

  /** What must come here; after a list of things also a comma could. */
  private expect(text: string, {listed = false} = {}): Token {
    const token = this.skip(text)
    if (token) return token
    const wanted = listed ? `{'${text}', ','}` : `'${text}'`
    const {kind, text: found} = this.token
    if (kind === 'end' && !listed) throw this.problem(`missing '${text}' at '<EOF>'`)
    throw this.problem(`mismatched input '${found}' expecting ${wanted}`)
  }

  private problem(message: string): SyntaxProblem {
    return new SyntaxProblem(this.token.at, `Syntax error: ${message}`)
  }

  private nested<T>(work: () => T): T {
    this.depth += 1
    if (this.depth > deepest) throw new SyntaxProblem(0, `expression recursion limit exceeded: ${deepest}`)
    const result = work()
    this.depth -= 1
    return result
  }

  private expression(): Expression {
    return this.nested(() => {
      const condition = this.or()
      const question = this.skip('?')
      if (!question) return condition
      const yes = this.or()
      this.expect(':')
      return call('_?_:_', question.at, [condition, yes, this.expression()])
    })
  }

  private or(): Expression {
    return this.logic('||', '_||_', () => this.logic('&&', '_&&_', () => this.relation()))
  }

  private logic(symbol: string, name: string, term: () => Expression): Expression {
    const terms = [term()]
    const operators: number[] = []
    for (let token = this.skip(symbol); token; token = this.skip(symbol)) {
      operators.push(token.at)
      terms.push(term())
    }
    return balanced(name, terms, operators, 0, operators.length - 1)
  }

  private relation(): Expression {
    let left = this.sum()
    for (;;) {
      const name = this.token.kind === 'symbol' || this.token.text === 'in' ? relations[this.token.text] : undefined
      if (!name) return left
      const {at} = this.take()
      left = this.nested(() => call(name, at, [left, this.sum()]))
      this.depth += 1
      if (this.depth > deepest) throw new SyntaxProblem(0, `expression recursion limit exceeded: ${deepest}`)
      this.depth -= 1
    }
  }

  private sum(): Expression {
    let left = this.product()
    for (let token = this.skip('+') ?? this.skip('-'); token; token = this.skip('+') ?? this.skip('-')) {
      const {text, at} = token
      left = call(`_${text}_`, at, [left, this.product()])
    }
    return left
  }

  private product(): Expression {
    let left = this.unary()
    const next = () => this.skip('*') ?? this.skip('/') ?? this.skip('%')
    for (let token = next(); token; token = next()) left = call(`_${token.text}_`, token.at, [left, this.unary()])
    return left
  }

  private unary(): Expression {
    for (const symbol of ['!', '-']) {
      if (!this.is(symbol) || (symbol === '-' && this.signsNumber())) continue
      const first = this.token.at
      let count = 0
      while (this.is(symbol) && !(symbol === '-' && this.signsNumber())) {
        this.take()
        count += 1
      }
      const operand = this.member()
      return count % 2 === 0 ? operand : call(`${symbol}_`, first, [operand])
    }
    return this.member()
  }

  /** A minus right before a number is the number's own. */
  private signsNumber(): boolean {
    const next = this.tokens[this.position + 1]
    return next?.kind === 'int' || next?.kind === 'double'
  }

  private member(): Expression {
    let operand = this.primary()
    let steps = 0
    for (;;) {
      if (this.is('.')) {
        const {at} = this.take()
        const optional = this.skip('?')
        const name = this.token
        if (name.kind === 'escaped') throw new SyntaxProblem(name.at, "unsupported syntax: '`'")
        if (name.kind !== 'identifier' || ['in', 'true', 'false', 'null'].includes(name.text)) {
          throw this.problem(`no viable alternative at input '.${name.kind === 'end' && !optional ? '' : name.text}'`)
        }
        this.take()
        if (optional) operand = call('_?._', at, [operand, {op: 'literal', at: name.at, value: name.text}])
        else if (this.is('(')) operand = this.called(name.text, operand)
        else operand = {op: 'select', at, operand, field: name.text, test: false}
      } else if (this.is('[')) {
        const {at} = this.take()
        this.opened('index')
        const name = this.skip('?') ? '_[?_]' : '_[_]'
        const index = this.expression()
        this.expect(']')
        operand = call(name, at, [operand, index])
      } else return operand
      steps += 1
      if (steps > deepest) throw new SyntaxProblem(0, `expression recursion limit exceeded: ${deepest}`)
    }
  }

  private called(name: string, target?: Expression): Expression {
    const {at} = this.expect('(')
    this.opened('call')
    const args: Expression[] = []
    if (!this.is(')')) {
      do args.push(this.expression())
      while (this.skip(','))
    }
    this.expect(')', {listed: args.length > 0})
    const expanded = expandMacro({name, at, args, ...(target && {target})}, this.bindings)
    if (!expanded) return call(name, at, args, target)
    if ('op' in expanded) return expanded
    this.problems.push(expanded)
    return {op: 'literal', at, value: null}
  }

  private primary(): Expression {
    const {token} = this
    const {kind, text, at} = token
    switch (kind) {
      case 'int':
      case 'uint':
      case 'double':
      case 'string':
      case 'bytes':
        return this.literal()
      case 'identifier':
        if (text === 'true' || text === 'false' || text === 'null') return this.literal()
        if (text !== 'in') return this.name(0)
        break
      case 'symbol':
        if (text === '-') return this.literal()
        if (text === '(') return this.parenthesized()
        if (text === '[') return this.list()
        if (text === '{') return this.map()
        if (text === '.') return this.name(1)
    }
    const {inside} = this
    const wanted = starts[inside?.position === this.position ? inside.what : 'expression']
    if (kind !== 'end' && this.canStart(this.tokens[this.position + 1]))
      throw new SyntaxProblem(at, `Syntax error: extraneous input '${text}' expecting ${wanted}`)
    throw this.problem(`mismatched input '${text}' expecting ${wanted}`)
  }

  /** The next token is the first one inside of something. */
  private opened(what: keyof typeof starts): void {
    this.inside = {position: this.position, what}
  }

  private canStart(token: Token | undefined): boolean {
    if (!token || token.kind === 'end') return false
    return token.kind === 'symbol' ? '[{(.-!'.includes(token.text) : token.text !== 'in'
  }

  private literal(): Expression {
    const {at} = this.token
    const sign = this.skip('-') ? '-' : ''
    const {kind, text} = this.take()
    const value = literalValue(kind, sign + text)
    if (value !== undefined) return {op: 'literal', at, value}
    const what = {int: 'invalid int literal', uint: 'invalid uint literal', double: 'invalid double literal'}[
      kind as 'int'
    ]
    this.problems.push({at, message: what ?? 'invalid unicode code point'})
    return {op: 'literal', at, value: null}
  }

  private parenthesized(): Expression {
    this.take()
    const inner = this.expression()
    this.expect(')')
    return inner
  }

  private list(): CreateList {
    const {at} = this.take()
    this.opened('list')
    const items: CreateList['items'] = []
    while (!this.is(']')) {
      const optional = this.skip('?') !== undefined
      items.push({value: this.expression(), optional})
      if (!this.skip(',')) break
    }
    this.expect(']', {listed: items.length > 0})
    return {op: 'list', at, items}
  }

  private map(): CreateMap {
    const {at} = this.take()
    this.opened('map')
    const entries: CreateMap['entries'] = []
    while (!this.is('}')) {
      const optional = this.skip('?') !== undefined
      const key = this.expression()
      this.expect(':')
      entries.push({key, value: this.expression(), optional})
      if (!this.skip(',')) break
    }
    this.expect('}', {listed: entries.length > 0})
    return {op: 'map', at, entries}
  }

  /** An identifier, a call, or a message: `a`, `f(x)`, `a.b.C{d: 1}`. */
  private name(dots: number): Expression {
    const {at} = this.token
    if (dots > 0) this.take()
    const {text, kind} = this.token
    if (kind !== 'identifier' && dots > 0) throw this.problem(`no viable alternative at input '.${text}'`)
    if (kind !== 'identifier') throw this.problem(`mismatched input '${text}' expecting IDENTIFIER`)
    const lead = dots > 0 ? '.' : ''
    const message = this.messageName()
    if (message) return this.message(lead + message)
    this.take()
    if (reserved.has(text)) {
      if (this.is('(')) this.called(text)
      this.problems.push({at, message: `reserved identifier: ${text}`})
      return {op: 'literal', at, value: null}
    }
    return this.is('(') ? this.called(lead + text) : {op: 'identifier', at, name: lead + text}
  }

  private messageName(): string | undefined {
    let index = this.position
    const names: string[] = []
    for (;;) {
      const token = this.tokens[index]
      if (token?.kind !== 'identifier') return undefined
      names.push(token.text)
      const next = this.tokens[index + 1]
      if (next?.kind !== 'symbol') return undefined
      if (next.text === '{') return names.join('.')
      if (next.text !== '.') return undefined
      index += 2
    }
  }

  private message(name: string): CreateStruct {
    while (!this.is('{')) this.take()
    const {at} = this.take()
    const fields: CreateStruct['fields'] = []
    while (!this.is('}')) {
      const optional = this.skip('?') !== undefined
      const field = this.take()
      if (field.kind !== 'identifier')
        throw new SyntaxProblem(
          field.at,
          `Syntax error: mismatched input '${field.text}' expecting ${fields.length === 0 ? firstOfMessage : "'}'"}`,
        )
      const colon = this.expect(':')
      fields.push({name: field.text, value: this.expression(), optional, at: colon.at})
      if (!this.skip(',')) break
    }
    this.expect('}')
    return {op: 'struct', at, name, fields}
  }
}

const call = (name: string, at: number, args: Expression[], target?: Expression): Call => ({
  op: 'call',
  at,
  name,
  args,
  ...(target && {target}),
})

/** Long chains of && and || become trees of little depth. */
function balanced(name: string, terms: Expression[], operators: number[], low: number, high: number): Expression {
  if (operators.length === 0) return terms[0]!
  const middle = (low + high + 1) >> 1
  const left = middle === low ? terms[middle]! : balanced(name, terms, operators, low, middle - 1)
  const right = middle === high ? terms[middle + 1]! : balanced(name, terms, operators, middle + 1, high)
  return call(name, operators[middle]!, [left, right])
}

function literalValue(kind: Token['kind'], text: string): unknown {
  switch (kind) {
    case 'int':
      return intLiteral(text)
    case 'uint':
      return uintLiteral(text)
    case 'double':
      return Number.isFinite(Number(text)) ? Number(text) : undefined
    case 'string':
      return stringLiteral(text)
    case 'bytes':
      return bytesLiteral(text)
    default:
      return text === 'null' ? null : text === 'true'
  }
}

/** What may come after a message's opening brace. */
const firstOfMessage = "{'}', ',', '?', IDENTIFIER, ESC_IDENTIFIER}"
