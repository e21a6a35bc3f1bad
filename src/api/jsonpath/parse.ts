import {quoteCharacter} from '../go/quote.ts'
import {JsonPathError} from './jsonpath-error.ts'
import {unquoteText} from './unquote.ts'

/** A piece of a template. */
export type Node =
  | {type: 'list'; nodes: Node[]}
  | {type: 'text'; text: string}
  | {type: 'field'; name: string}
  | {type: 'array'; params: [Param, Param, Param]}
  | {type: 'filter'; left: ListNode; right: ListNode; operator: string}
  | {type: 'number' | 'boolean'; value: number | boolean}
  | {type: 'wildcard'}
  | {type: 'recursive'}
  | {type: 'union'; nodes: ListNode[]}
  | {type: 'identifier'; name: string}

export type ListNode = Extract<Node, {type: 'list'}>

/** A bound or the step of a slice. */
export interface Param {
  known: boolean
  value: number
  /** An end that follows from a single index. */
  derived?: boolean
}

/** The parts of a JSONPath template; throws a JsonPathError. */
export function parseJsonPath(text: string): ListNode {
  return new JsonPathParser([...text]).parse()
}

class JsonPathParser {
  private readonly input: readonly string[]
  private at = 0
  private start = 0
  private readonly root: ListNode = {type: 'list', nodes: []}

  constructor(input: readonly string[]) {
    this.input = input
  }

  parse(): ListNode {
    while (this.at < this.input.length) {
      if (this.input[this.at] !== '{') {
        this.at++
        continue
      }
      this.flushText()
      this.at++
      this.start = this.at
      const action: ListNode = {type: 'list', nodes: []}
      this.root.nodes.push(action)
      this.action(action.nodes)
    }
    this.flushText()
    return this.root
  }

  private flushText(): void {
    if (this.at > this.start) this.root.nodes.push({type: 'text', text: this.consume()})
  }

  private consume(): string {
    const text = this.input.slice(this.start, this.at).join('')
    this.start = this.at
    return text
  }

  private follows(prefix: string): boolean {
    return this.input.slice(this.at, this.at + prefix.length).join('') === prefix
  }

  private action(nodes: Node[]): void {
    for (;;) {
      if (this.follows('}')) {
        this.at++
        this.start = this.at
        return
      }
      if (this.follows('[?(')) this.filter(nodes)
      else if (this.follows('..')) this.recursive(nodes)
      else this.step(nodes)
    }
  }

  private step(nodes: Node[]): void {
    const character = this.input[this.at]
    if (character === undefined || character === '\n' || character === '\r') throw new JsonPathError('unclosed action')
    this.at++
    if (character === ' ' || character === '@' || character === '$') this.start = this.at
    else if (character === '[') this.array(nodes)
    else if (character === '"' || character === "'") this.quoted(nodes, character)
    else if (character === '.') this.field(nodes)
    else if (/[+\-\p{Nd}]/u.test(character)) {
      this.at--
      this.number(nodes)
    } else if (isWord(character)) {
      this.at--
      this.identifier(nodes)
    } else throw new JsonPathError(`unrecognized character in action: ${unicodeName(character)}`)
  }

  private identifier(nodes: Node[]): void {
    while (!isTerminator(this.input[this.at])) this.at++
    const name = this.consume()
    nodes.push(
      name === 'true' || name === 'false' ? {type: 'boolean', value: name === 'true'} : {type: 'identifier', name},
    )
  }

  private recursive(nodes: Node[]): void {
    if (nodes.at(-1)?.type === 'recursive') throw new JsonPathError('invalid multiple recursive descent')
    this.at += 2
    this.start = this.at
    nodes.push({type: 'recursive'})
    if (isWord(this.input[this.at])) this.field(nodes)
  }

  private number(nodes: Node[]): void {
    if (/[+-]/.test(this.input[this.at]!)) this.at++
    while (/^[.\p{Nd}]$/u.test(this.input[this.at] ?? '')) this.at++
    const text = this.consume()
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) throw new JsonPathError(`cannot parse number ${text}`)
    nodes.push({type: 'number', value: Number(text)})
  }

  private field(nodes: Node[]): void {
    this.start = this.at
    for (;;) {
      const character = this.input[this.at]
      if (character === '\\') this.at += 2
      else if (isTerminator(character)) break
      else this.at++
    }
    this.at = Math.min(this.at, this.input.length)
    const name = this.consume()
    nodes.push(name === '*' ? {type: 'wildcard'} : {type: 'field', name: name.replaceAll('\\', '')})
  }

  private quoted(nodes: Node[], end: string): void {
    for (;;) {
      const character = this.input[this.at++]
      if (character === undefined || character === '\n') throw new JsonPathError('unterminated quoted string')
      if (character === end && this.input[this.at - 2] !== '\\') break
    }
    nodes.push({type: 'text', text: unquoteText(this.consume())})
  }

  private array(nodes: Node[]): void {
    for (;;) {
      const character = this.input[this.at++]
      if (character === undefined || character === '\n') throw new JsonPathError('unterminated array')
      if (character === ']') break
    }
    const inner = this.consume().slice(1, -1)
    const text = inner === '*' ? ':' : inner
    const parts = text.split(',')
    if (parts.length > 1) {
      nodes.push({type: 'union', nodes: parts.map(part => parseAction(`[${part.replace(/^ +| +$/g, '')}]`))})
      return
    }
    const key = /^'([^']*)'$/.exec(text)
    if (key) nodes.push(...parseAction(`.${key[1]}`).nodes)
    else nodes.push({type: 'array', params: sliceParams(text)})
  }

  private filter(nodes: Node[]): void {
    this.at += 3
    this.start = this.at
    let begun = false
    let ended = false
    let pair = ''
    for (;;) {
      const character = this.input[this.at++]
      if (character === undefined || character === '\n') throw new JsonPathError('unterminated filter')
      if (character === '"' || character === "'") {
        if (!begun) {
          begun = true
          pair = character
        } else if (this.input[this.at - 2] !== '\\' && character === pair) ended = true
      } else if (character === ')' && begun === ended) break
    }
    if (this.input[this.at++] !== ']') throw new JsonPathError('unclosed array expect ]')
    const text = this.consume().slice(0, -2)
    const match = /^([^!<>=]+)([!<>=]+)(.+?)$/.exec(text)
    nodes.push(
      match
        ? {type: 'filter', left: parseAction(match[1]!), right: parseAction(match[3]!), operator: match[2]!}
        : {type: 'filter', left: parseAction(text), right: {type: 'list', nodes: []}, operator: 'exists'},
    )
  }
}

function parseAction(text: string): ListNode {
  const [first] = parseJsonPath(`{${text}}`).nodes
  return first as ListNode
}

function sliceParams(text: string): [Param, Param, Param] {
  const match = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text)
  if (!match) throw new JsonPathError(`invalid array index ${text}`)
  const first = numberParam(match[1] ?? '')
  const end = match[2] ? numberParam(match[2].slice(1)) : {known: true, value: first.value + 1, derived: true}
  return [first, end, numberParam((match[3] ?? '').slice(1))]
}

function numberParam(text: string): Param {
  if (text === '') return {known: false, value: 0}
  if (!/^-?\d+$/.test(text)) throw new JsonPathError(`array index ${text} is not a number`)
  return {known: true, value: Number(text)}
}

const isWord = (character: string | undefined): boolean =>
  character !== undefined && /^[_\p{L}\p{Nd}]$/u.test(character)
const isTerminator = (character: string | undefined): boolean =>
  character === undefined || ' \t\r\n.,[]$@{}'.includes(character)

/** Go's %#U: `U+0023 '#'`. */
const unicodeName = (character: string): string =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')} ${quoteCharacter(character).replace("'\"'", "'\"'")}`
