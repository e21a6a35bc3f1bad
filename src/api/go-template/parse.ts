import {quote} from '../go/quote.ts'
import {unquoteText} from '../jsonpath/unquote.ts'
import {functionNames} from './functions.ts'
import {GoFloat, GoInt} from './go-int.ts'
import {fail, lex, type Token, type TokenType} from './lex.ts'

/** A value in a pipeline. `text` is how Go shows it in an error, `at` where. */
export type Operand = {at: number; text: string} & (
  | {type: 'dot' | 'nil'}
  | {type: 'constant'; value: unknown}
  | {type: 'field'; names: string[]}
  | {type: 'variable'; name: string; names: string[]}
  | {type: 'function'; name: string}
  | {type: 'chain'; operand: Operand; names: string[]}
  | {type: 'pipeline'; pipeline: Pipeline}
)

export interface Command {
  args: Operand[]
}

export interface Pipeline {
  at: number
  declarations: string[]
  assigns: boolean
  commands: Command[]
}

export type Node =
  | {type: 'text'; text: string}
  | {type: 'action'; pipeline: Pipeline}
  | {type: 'if' | 'with' | 'range'; pipeline: Pipeline; body: Node[]; otherwise: Node[]}
  | {type: 'template'; name: string; pipeline?: Pipeline; at: number}
  | {type: 'break' | 'continue'}

export interface Template {
  name: string
  source: string
  bodies: Map<string, Node[]>
}

/** Parses a Go template; throws a TemplateError. */
export const parseTemplate = (source: string, name = 'output'): Template => new Parser(name, source).parse()

class Parser {
  private readonly tokens: Token[]
  private at = 0
  private readonly bodies = new Map<string, Node[]>()
  private variables: string[] = ['$']
  private loops = 0
  private readonly name: string
  private readonly source: string

  constructor(name: string, source: string) {
    this.name = name
    this.source = source
    this.tokens = lex(name, source)
  }

  parse(): Template {
    const {nodes, stop} = this.list()
    if (stop) throw this.error(`unexpected {{${stop}}}`)
    this.bodies.set(this.name, nodes)
    return {name: this.name, source: this.source, bodies: this.bodies}
  }

  private error(message: string): Error {
    return fail(this.name, this.source, this.tokens[Math.max(0, this.at - 1)]?.at ?? 0, message)
  }

  private peek(): Token {
    return this.tokens[this.at] ?? this.tokens.at(-1)!
  }

  private next(): Token {
    const token = this.peek()
    this.at++
    return token
  }

  private skipSpace(): void {
    while (this.peek().type === 'space') this.at++
  }

  private nextSignificant(): Token {
    this.skipSpace()
    return this.next()
  }

  private significantAt(): number {
    this.skipSpace()
    return this.peek().at
  }

  private expect(type: TokenType, context: string): Token {
    const token = this.nextSignificant()
    if (token.type !== type) throw this.unexpected(token, context)
    return token
  }

  private unexpected(token: Token, context: string): Error {
    const shown = token.type === 'end' ? 'EOF' : token.type === 'keyword' ? `<${token.text}>` : quote(token.text)
    return this.error(`unexpected ${shown} in ${context}`)
  }

  /** Nodes up to an end, an else or the end of the text. */
  private list(): {nodes: Node[]; stop?: 'end' | 'else'} {
    const nodes: Node[] = []
    for (;;) {
      const token = this.next()
      if (token.type === 'end') return {nodes}
      if (token.type === 'text') {
        nodes.push({type: 'text', text: token.text})
        continue
      }
      this.skipSpace()
      const word = this.peek()
      if (word.type === 'keyword') {
        this.at++
        if (word.text === 'end') {
          this.expect('close', 'end')
          return {nodes, stop: 'end'}
        }
        if (word.text === 'else') return {nodes, stop: 'else'}
        const node = this.control(word)
        if (node) nodes.push(node)
      } else {
        const pipeline = this.pipeline('command', 'close')
        nodes.push({type: 'action', pipeline})
      }
    }
  }

  private control({text, at}: Token): Node | undefined {
    switch (text) {
      case 'if':
      case 'with':
      case 'range':
        return this.branch(text)
      case 'define':
        this.define('define clause')
        return undefined
      case 'block': {
        const name = this.stringConstant('block clause')
        const pipeline = this.pipeline('block clause', 'close')
        this.body(name)
        return {type: 'template', name, pipeline, at}
      }
      case 'template': {
        const nameAt = this.significantAt()
        const name = this.stringConstant('template clause')
        this.skipSpace()
        if (this.peek().type === 'close') {
          this.at++
          return {type: 'template', name, at: nameAt}
        }
        return {type: 'template', name, pipeline: this.pipeline('template clause', 'close'), at: nameAt}
      }
      case 'break':
      case 'continue':
        if (this.loops === 0) throw this.error(`{{${text}}} outside {{range}}`)
        this.expect('close', `{{${text}}}`)
        return {type: text}
      default:
        throw this.error(`unexpected {{${text}}}`)
    }
  }

  private define(context: string): void {
    const name = this.stringConstant(context)
    this.expect('close', context)
    this.body(name)
  }

  private body(name: string): void {
    const outer = this.variables
    this.variables = ['$']
    const {nodes, stop} = this.list()
    if (stop !== 'end') throw this.error(stop ? 'unexpected {{else}}' : 'unexpected EOF')
    this.variables = outer
    this.bodies.set(name, nodes)
  }

  private stringConstant(context: string): string {
    const token = this.nextSignificant()
    if (token.type !== 'string') throw this.unexpected(token, context)
    return stringValue(token.text)
  }

  private branch(type: 'if' | 'with' | 'range'): Node {
    const scope = this.variables.length
    const pipeline = this.pipeline(type, 'close')
    if (type === 'range') this.loops++
    const {nodes: body, stop} = this.list()
    if (type === 'range') this.loops--
    let otherwise: Node[] = []
    if (stop === undefined) throw this.error('unexpected EOF')
    if (stop === 'else') otherwise = this.otherwise(type)
    this.variables.length = scope
    return {type, pipeline, body, otherwise}
  }

  private otherwise(type: 'if' | 'with' | 'range'): Node[] {
    this.skipSpace()
    const token = this.peek()
    if (token.type === 'keyword' && token.text === type && type !== 'range') {
      this.at++
      return [this.branch(type)]
    }
    this.expect('close', 'else')
    const {nodes, stop} = this.list()
    if (stop === 'else') throw this.error('expected end; found {{else}}')
    if (stop === undefined) throw this.error('unexpected EOF')
    return nodes
  }

  private pipeline(context: string, end: 'close' | ')'): Pipeline {
    this.skipSpace()
    const pipeline: Pipeline = {at: this.peek().at, declarations: [], assigns: false, commands: []}
    this.declarations(pipeline, context)
    for (;;) {
      const token = this.nextSignificant()
      if (token.type === end) {
        if (pipeline.commands.length === 0) throw this.error(`missing value for ${context}`)
        return pipeline
      }
      if (!startsOperand(token)) throw this.unexpected(token, context)
      this.at--
      pipeline.commands.push(this.command())
    }
  }

  private declarations(pipeline: Pipeline, context: string): void {
    const start = this.at
    const names: string[] = []
    while (this.peek().type === 'variable') {
      names.push(this.next().text)
      this.skipSpace()
      const token = this.peek()
      if (token.type === ':=' || token.type === '=') {
        this.at++
        pipeline.declarations = names
        pipeline.assigns = token.type === '='
        if (token.type === ':=') this.variables.push(...names)
        return
      }
      if (token.type !== ',') break
      if (context !== 'range' || names.length > 1) throw this.error(`too many declarations in ${context}`)
      this.at++
      this.skipSpace()
      if (!['variable', 'close', ')'].includes(this.peek().type))
        throw this.error('range can only initialize variables')
    }
    this.at = start
  }

  private command(): Command {
    const args: Operand[] = []
    for (;;) {
      this.skipSpace()
      const operand = this.operand()
      if (operand) args.push(operand)
      const token = this.next()
      if (token.type === 'space') {
        this.skipSpace()
        const after = this.peek()
        if (after.type === 'pipe') this.at++
        else if (after.type !== 'close' && after.type !== ')') continue
      } else if (token.type === 'close' || token.type === ')') this.at--
      else if (token.type !== 'pipe') throw this.unexpected(token, 'operand')
      if (args.length === 0) throw this.error('empty command')
      return {args}
    }
  }

  private operand(): Operand | undefined {
    const node = this.term()
    if (!node || this.peek().type !== 'field') return node
    const at = this.peek().at
    const names: string[] = []
    while (this.peek().type === 'field') names.push(this.next().text.slice(1))
    const text = node.text + names.map(name => `.${name}`).join('')
    switch (node.type) {
      case 'field':
        return {...node, at, text, names: [...node.names, ...names]}
      case 'variable':
        return {...node, at, text, names: [...node.names, ...names]}
      case 'nil':
      case 'constant':
        throw this.error(`unexpected . after term ${quote(node.text)}`)
      default:
        return {type: 'chain', operand: node, names, at, text}
    }
  }

  private term(): Operand | undefined {
    const token = this.next()
    const {at, text} = token
    switch (token.type) {
      case 'identifier':
        if (!functionNames.has(text)) throw this.error(`function ${quote(text)} not defined`)
        return {type: 'function', name: text, at, text}
      case 'dot':
        return {type: 'dot', at, text}
      case 'nil':
        return {type: 'nil', at, text}
      case 'variable':
        if (!this.variables.includes(text)) throw this.error(`undefined variable ${quote(text)}`)
        return {type: 'variable', name: text, names: [], at, text}
      case 'field':
        return {type: 'field', names: [text.slice(1)], at, text}
      case 'bool':
        return {type: 'constant', value: text === 'true', at, text}
      case 'number':
        return {type: 'constant', value: this.number(text), at, text}
      case 'character':
        return {type: 'constant', value: new GoInt(unquoteText(text).codePointAt(0) ?? 0), at, text}
      case 'string':
        return {type: 'constant', value: stringValue(text), at, text}
      case '(': {
        const pipeline = this.pipeline('parenthesized pipeline', ')')
        const shown = this.source.slice(at, this.tokens[this.at - 1]!.at + 1)
        return {type: 'pipeline', pipeline, at, text: shown}
      }
      default:
        this.at--
        return undefined
    }
  }

  private number(text: string): unknown {
    const plain = text.replaceAll('_', '')
    if (/^[+-]?\d+$/.test(plain) && !/^[+-]?0\d/.test(plain)) return new GoInt(Number(plain))
    if (/^[+-]?0[xXbBoO]/.test(plain))
      return new GoInt(Number(plain.replace(/^[+-]/, '')) * (plain.startsWith('-') ? -1 : 1))
    if (/^[+-]?0[0-7]+$/.test(plain)) return new GoInt(Number.parseInt(plain, 8))
    const value = Number(plain)
    if (Number.isNaN(value)) throw this.error(`bad number syntax: ${quote(text)}`)
    return Number.isInteger(value) ? new GoFloat(value) : value
  }
}

const startsOperand = ({type}: Token): boolean =>
  ['bool', 'character', 'dot', 'field', 'identifier', 'number', 'nil', 'string', 'variable', '('].includes(type)

const stringValue = (text: string): string => (text.startsWith('`') ? text.slice(1, -1) : unquoteText(text))
