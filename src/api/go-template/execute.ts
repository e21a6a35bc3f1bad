import {quote} from '../go/quote.ts'
import {getKey, isObject} from '../json/set-key.ts'
import {functions} from './functions.ts'
import {GoInt, noValue} from './go-int.ts'
import type {Command, Node, Operand, Pipeline, Template} from './parse.ts'
import {TemplateError} from './template-error.ts'
import {formatValue, isTrue, printValue, sortedKeys, typeName} from './values.ts'

export interface TemplateOptions {
  /** `error` refuses keys that are not there; `default` prints `<no value>`. */
  missingKey?: 'default' | 'error'
}

/** What a template prints for some data; throws a TemplateError whose `output` is what it had printed by then. */
export function executeTemplate(template: Template, data: unknown, options: TemplateOptions = {}): string {
  const execution = new Execution(template, options)
  try {
    execution.run(template.name, data)
  } catch (error) {
    if (error instanceof TemplateError) Object.assign(error, {output: execution.output})
    throw error
  }
  return execution.output
}

interface Variable {
  name: string
  value: unknown
}

type Jump = 'break' | 'continue' | undefined
const deepest = 10_000

class Execution {
  output = ''
  private readonly template: Template
  private readonly missingKey: 'default' | 'error'
  private variables: Variable[] = []
  private current = ''
  private depth = 0

  constructor(template: Template, {missingKey = 'default'}: TemplateOptions) {
    this.template = template
    this.missingKey = missingKey
  }

  run(name: string, data: unknown): void {
    const [outer, outerName] = [this.variables, this.current]
    this.variables = [{name: '$', value: data}]
    this.current = name
    this.nodes(this.template.bodies.get(name) ?? [], data)
    this.variables = outer
    this.current = outerName
  }

  private nodes(nodes: readonly Node[], dot: unknown): Jump {
    for (const node of nodes) {
      const jump = this.node(node, dot)
      if (jump) return jump
    }
    return undefined
  }

  private node(node: Node, dot: unknown): Jump {
    switch (node.type) {
      case 'text':
        this.output += node.text
        return undefined
      case 'action': {
        const value = this.pipeline(dot, node.pipeline)
        if (node.pipeline.declarations.length === 0) this.output += printValue(value)
        return undefined
      }
      case 'if':
      case 'with':
        return this.branch(node, dot)
      case 'range':
        return this.range(node, dot)
      case 'template':
        this.call(node, dot)
        return undefined
      default:
        return node.type
    }
  }

  private branch({type, pipeline, body, otherwise}: Extract<Node, {body: Node[]}>, dot: unknown): Jump {
    const scope = this.variables.length
    const value = this.pipeline(dot, pipeline)
    const jump = isTrue(value) ? this.nodes(body, type === 'with' ? value : dot) : this.nodes(otherwise, dot)
    this.variables.length = scope
    return jump
  }

  private range({pipeline, body, otherwise}: Extract<Node, {body: Node[]}>, dot: unknown): Jump {
    const scope = this.variables.length
    const value = this.pipeline(dot, {...pipeline, declarations: []})
    const items = this.iterate(value, pipeline)
    if (items.length === 0) {
      const jump = this.nodes(otherwise, dot)
      this.variables.length = scope
      return jump
    }
    for (const [key, item] of items) {
      this.bindRange(pipeline, key, item)
      const jump = this.nodes(body, item)
      this.variables.length = scope
      if (jump === 'break') break
    }
    return undefined
  }

  private bindRange({declarations, assigns}: Pipeline, key: unknown, item: unknown): void {
    const values = declarations.length === 2 ? [key, item] : [item]
    for (const [index, name] of declarations.entries()) {
      if (assigns) this.assign(name, values[index])
      else this.variables.push({name, value: values[index]})
    }
  }

  private iterate(value: unknown, {at, commands}: Pipeline): [unknown, unknown][] {
    if (value === noValue || value === null || value === undefined) return []
    if (Array.isArray(value)) return value.map((item, index) => [new GoInt(index), item])
    if (value instanceof GoInt)
      return Array.from({length: Math.max(0, value.value)}, (_, index) => [new GoInt(index), new GoInt(index)])
    if (isObject(value)) return sortedKeys(value).map(key => [key, value[key]])
    throw this.error(at, pipelineText(commands), `range can't iterate over ${formatValue(value)}`)
  }

  private call({name, pipeline, at}: Extract<Node, {type: 'template'}>, dot: unknown): void {
    const shown = `{{template ${quote(name)}${pipeline ? ` ${pipelineText(pipeline.commands)}` : ''}}}`
    if (!this.template.bodies.has(name)) throw this.error(at, shown, `template ${quote(name)} not defined`)
    if (++this.depth > deepest) throw this.error(at, shown, `exceeded maximum template depth (${deepest})`)
    this.run(name, pipeline ? this.pipeline(dot, pipeline) : null)
    this.depth--
  }

  private pipeline(dot: unknown, {commands, declarations, assigns}: Pipeline): unknown {
    let value: unknown
    for (const [index, command] of commands.entries()) value = this.command(dot, command, index > 0 ? [value] : [])
    for (const name of declarations) {
      if (assigns) this.assign(name, value)
      else this.variables.push({name, value})
    }
    return value
  }

  private assign(name: string, value: unknown): void {
    const known = this.variables.findLast(variable => variable.name === name)
    if (known) known.value = value
  }

  private command(dot: unknown, {args}: Command, final: unknown[]): unknown {
    const [first, ...rest] = args as [Operand, ...Operand[]]
    if (first.type === 'function') return this.function(dot, first, rest, final)
    if (rest.length > 0 || final.length > 0) {
      if (first.type === 'field' || first.type === 'variable' || first.type === 'chain') {
        const name = first.names.at(-1) ?? first.text
        throw this.error(first.at, first.text, `${name} is not a method but has arguments`)
      }
      throw this.error(first.at, first.text, `can't give argument to non-function ${first.text}`)
    }
    if (first.type === 'nil') throw this.error(first.at, first.text, 'nil is not a command')
    return this.operand(dot, first)
  }

  private function(
    dot: unknown,
    node: Extract<Operand, {type: 'function'}>,
    args: readonly Operand[],
    final: unknown[],
  ): unknown {
    if (node.name === 'and' || node.name === 'or') return this.shortCircuit(dot, node, args, final)
    const values = [...args.map(arg => this.operand(dot, arg)), ...final]
    const wanted = arity[node.name]
    if (wanted !== undefined && values.length !== wanted)
      throw this.error(node.at, node.text, `wrong number of args for ${node.name}: want ${wanted} got ${values.length}`)
    const least = atLeast[node.name] ?? 0
    if (values.length < least)
      throw this.error(
        node.at,
        node.text,
        `wrong number of args for ${node.name}: want at least ${least} got ${values.length}`,
      )
    if (node.name === 'printf' && typeof values[0] !== 'string')
      throw this.error(
        args[0]?.at ?? node.at,
        args[0]?.text ?? node.text,
        `expected string; found ${typeName(values[0])}`,
      )
    try {
      // `call` says which function it is that cannot be called.
      return functions[node.name]!(node.name === 'call' ? [values[0], args[0]?.text ?? values[0]] : values)
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error
      throw this.error(
        node.at,
        [node.text, ...args.map(arg => arg.text)].join(' '),
        `error calling ${node.name}: ${error.message}`,
      )
    }
  }

  private shortCircuit(
    dot: unknown,
    node: Extract<Operand, {type: 'function'}>,
    args: readonly Operand[],
    final: unknown[],
  ): unknown {
    if (args.length + final.length === 0)
      throw this.error(node.at, node.text, `wrong number of args for ${node.name}: want at least 1 got 0`)
    let value: unknown
    for (const arg of args) {
      value = this.operand(dot, arg)
      if (isTrue(value) === (node.name === 'or')) return value
    }
    return final.length > 0 ? final[0] : value
  }

  private operand(dot: unknown, operand: Operand): unknown {
    switch (operand.type) {
      case 'dot':
        return dot
      case 'nil':
        return null
      case 'constant':
        return operand.value
      case 'field':
        return this.fields(dot, operand.names, operand)
      case 'variable': {
        const variable = this.variables.findLast(({name}) => name === operand.name)
        return this.fields(variable?.value, operand.names, operand)
      }
      case 'pipeline':
        return this.pipeline(dot, operand.pipeline)
      case 'chain':
        return this.fields(this.operand(dot, operand.operand), operand.names, operand)
      case 'function':
        return this.function(dot, operand, [], [])
    }
  }

  private fields(receiver: unknown, names: readonly string[], node: Operand): unknown {
    return names.reduce((value, name) => this.field(value, name, node), receiver)
  }

  private field(receiver: unknown, name: string, {at, text}: Operand): unknown {
    if (receiver === noValue || receiver === undefined) {
      if (this.missingKey === 'error') throw this.error(at, text, `nil data; no entry for key ${quote(name)}`)
      return noValue
    }
    if (receiver === null) throw this.error(at, text, `nil pointer evaluating interface {}.${name}`)
    if (isObject(receiver) && !(receiver instanceof GoInt)) {
      const value = getKey(receiver, name)
      if (value === undefined && this.missingKey === 'error')
        throw this.error(at, text, `map has no entry for key ${quote(name)}`)
      return value === undefined ? noValue : value
    }
    throw this.error(
      at,
      text,
      `can't evaluate field ${name} in type ${receiver instanceof GoInt ? 'int' : 'interface {}'}`,
    )
  }

  private error(at: number, context: string, message: string): TemplateError {
    const before = this.template.source.slice(0, at)
    const line = before.split('\n').length
    const column = Buffer.byteLength(before.slice(before.lastIndexOf('\n') + 1))
    return new TemplateError(
      `template: ${this.template.name}:${line}:${column}: executing ${quote(this.current)} at <${context}>: ${message}`,
    )
  }
}

const pipelineText = (commands: readonly Command[]): string =>
  commands.map(({args}) => args.map(({text}) => text).join(' ')).join(' | ')

const arity: Record<string, number> = {not: 1, len: 1, ne: 2, lt: 2, le: 2, gt: 2, ge: 2, base64decode: 1}
const atLeast: Record<string, number> = {index: 1, slice: 1, printf: 1, eq: 1, exists: 1, call: 1}
