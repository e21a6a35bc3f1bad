import {formatGoValue, goTypeOf} from '../go/format-value.ts'
import {getKey, isObject} from '../json/set-key.ts'
import {compareKeys} from '../json/stringify.ts'
import {compareValues} from './compare.ts'
import {JsonPathError} from './jsonpath-error.ts'
import type {ListNode, Node} from './parse.ts'

export interface EvaluateOptions {
  /** Absent fields give nothing instead of an error. */
  allowMissingKeys?: boolean
}

/** What each part of a template finds in a document; throws a JsonPathError. */
export const evaluateJsonPath = (root: ListNode, data: unknown, options: EvaluateOptions = {}): unknown[][] =>
  new Evaluation(options).find(root.nodes, data)

class Evaluation {
  private readonly allowMissingKeys: boolean
  private beginRange = 0
  private inRange = 0
  private endRange = 0
  private lastEnd: Node | undefined

  constructor({allowMissingKeys = false}: EvaluateOptions) {
    this.allowMissingKeys = allowMissingKeys
  }

  find(nodes: readonly Node[], data: unknown): unknown[][] {
    const full: unknown[][] = []
    for (let index = 0; index < nodes.length; index++) {
      const node = nodes[index]!
      const results = this.walk([data], node)
      if (this.endRange > 0 && this.endRange <= this.inRange) {
        this.endRange--
        this.lastEnd = node
        break
      }
      if (this.beginRange === 0) {
        full.push(results)
        continue
      }
      this.beginRange--
      this.inRange++
      const rest = nodes.slice(index + 1)
      for (const value of results) full.push(...this.find(rest, value))
      if (results.length === 0) this.find(rest, null)
      this.inRange--
      const end = nodes.findIndex((candidate, at) => at > index && candidate === this.lastEnd)
      if (end >= 0) index = end
    }
    return full
  }

  private walk(values: unknown[], node: Node): unknown[] {
    switch (node.type) {
      case 'list':
        return node.nodes.reduce((current: unknown[], child) => this.walk(current, child), values)
      case 'text':
        return [node.text]
      case 'number':
      case 'boolean':
        return values.map(() => node.value)
      case 'field':
        return this.field(values, node.name)
      case 'array':
        return values.flatMap(value => this.slice(value, node))
      case 'wildcard':
        return values.flatMap(children)
      case 'recursive':
        return this.recurse(values)
      case 'union':
        return node.nodes.flatMap(child => this.walk(values, child))
      case 'filter':
        return values.flatMap(value => this.filter(value, node))
      case 'identifier':
        return this.identifier(values, node.name)
    }
  }

  private identifier(values: unknown[], name: string): unknown[] {
    if (name === 'range') {
      this.beginRange++
      return values
    }
    if (name !== 'end') throw new JsonPathError(`unrecognized identifier ${name}`)
    if (this.inRange === 0) throw new JsonPathError('not in range, nothing to end')
    this.endRange++
    return []
  }

  private field(values: unknown[], name: string): unknown[] {
    if (values.length === 0) return []
    const found = values.flatMap(value => {
      const child = isObject(value) ? getKey(value, name) : undefined
      return child === undefined ? [] : [child]
    })
    if (found.length === 0 && !this.allowMissingKeys) throw new JsonPathError(`${name} is not found`)
    return found
  }

  private slice(value: unknown, {params: [first, last, stride]}: Extract<Node, {type: 'array'}>): unknown[] {
    if (value === null || value === undefined) return []
    if (!Array.isArray(value)) throw new JsonPathError(`${goTypeOf(value)} is not array or slice`)
    const {length} = value
    const start = !first.known ? 0 : first.value < 0 ? first.value + length : first.value
    let end = last.known ? last.value : length
    if (end < 0 || (end === 0 && last.derived)) end += length
    if (start === end) return []
    if (start >= length || start < 0)
      throw new JsonPathError(`array index out of bounds: index ${start}, length ${length}`)
    if (end > length || end < 0)
      throw new JsonPathError(`array index out of bounds: index ${end - 1}, length ${length}`)
    if (start > end) throw new JsonPathError(`starting index ${start} is greater than ending index ${end}`)
    if (stride.known && stride.value <= 0) throw new JsonPathError('step must be > 0')
    const step = stride.known ? stride.value : 1
    return value.slice(start, end).filter((_, index) => index % step === 0)
  }

  private recurse(values: unknown[]): unknown[] {
    return values.flatMap(value => {
      const inner = children(value)
      return inner.length === 0 || typeof value === 'string' ? [] : [value, ...this.recurse(inner)]
    })
  }

  private filter(value: unknown, {left, right, operator}: Extract<Node, {type: 'filter'}>): unknown[] {
    if (!Array.isArray(value))
      throw new JsonPathError(`${formatGoValue(value)} is not array or slice and cannot be filtered`)
    return value.filter(item => {
      if (operator === 'exists') return this.exists(item, left)
      const lefts = this.walk([item], left)
      if (lefts.length === 0) return false
      if (lefts.length > 1) throw new JsonPathError('can only compare one element at a time')
      const rights = this.walk([item], right)
      if (rights.length === 0) return false
      if (rights.length > 1) throw new JsonPathError('can only compare one element at a time')
      return compareValues(lefts[0], operator, rights[0])
    })
  }

  private exists(item: unknown, left: ListNode): boolean {
    try {
      return this.walk([item], left).length > 0
    } catch (error) {
      if (error instanceof JsonPathError) return false
      throw error
    }
  }
}

/** The values of an object by sorted key, the items of a list, the characters of a text. */
function children(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  if (isObject(value))
    return Object.keys(value)
      .sort(compareKeys)
      .map(key => value[key])
  return typeof value === 'string' ? [...Buffer.from(value)] : []
}
