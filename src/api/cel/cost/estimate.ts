import type {Checked} from '../check/check.ts'
import {characters} from '../run/sizes.ts'
import type {Call, CreateList, CreateMap, Expression, Fold, Select} from '../syntax/expression.ts'
import type {Declaration} from '../types/declare.ts'
import {dynType, type Type} from '../types/type.ts'
import {estimateKubernetesCall} from './estimate-call.ts'
import {add, type CallEstimate, cost, fixed, type Node, type Range, scaled, times, union, unknown} from './range.ts'

/** What an expression could cost at most, where variables are as large as their declarations let them be. */
export function estimateCost(
  expression: Expression,
  checked: Checked,
  variables: Readonly<Record<string, Declaration>>,
): number {
  return new Estimator(checked, variables).cost(expression).max
}

/** The sizes of what a list or a map holds. */
interface EntrySize {
  kind: 'list' | 'map'
  key: Range
  value: Range
}

interface Local {
  path: string[]
  size?: Range
  entries?: EntrySize
}

class Estimator {
  private readonly checked: Checked
  private readonly variables: Readonly<Record<string, Declaration>>
  private readonly paths = new Map<Expression, string[]>()
  private readonly locals = new Map<string, Local[]>()
  private readonly sizes = new Map<Expression, Range>()
  private readonly entrySizes = new Map<Expression, EntrySize>()

  constructor(checked: Checked, variables: Readonly<Record<string, Declaration>>) {
    this.checked = checked
    this.variables = variables
  }

  cost(expression: Expression): Range {
    switch (expression.op) {
      case 'literal':
        return fixed(0)
      case 'identifier':
        this.paths.set(expression, this.local(expression.name)?.path ?? [expression.name])
        return fixed(1)
      case 'select':
        return this.select(expression)
      case 'call':
        return this.call(expression)
      case 'list':
        return this.list(expression)
      case 'map':
        return this.map(expression)
      case 'struct':
        return expression.fields.reduce((sum, {value}) => add(sum, this.cost(value)), fixed(40))
      case 'fold':
        return expression.condition.op === 'literal' && expression.condition.value === false
          ? this.bind(expression)
          : this.fold(expression)
    }
  }

  private typeOf(expression: Expression): Type {
    return this.checked.types.get(expression) ?? dynType
  }

  private local(name: string): Local | undefined {
    const stack = this.locals.get(name)
    return stack?.[stack.length - 1]
  }

  private push(name: string, local: Local): void {
    const stack = this.locals.get(name)
    if (stack) stack.push(local)
    else this.locals.set(name, [local])
  }

  private pop(name: string): void {
    this.locals.get(name)?.pop()
  }

  private select(expression: Select): Range {
    if (this.checked.names.has(expression)) {
      this.paths.set(expression, [this.checked.names.get(expression)!])
      return fixed(1)
    }
    const operand = this.cost(expression.operand)
    if (expression.test) return operand
    const {kind} = this.typeOf(expression.operand)
    this.paths.set(expression, [...this.path(expression.operand), expression.field])
    return kind === 'map' || kind === 'struct' || kind === 'param' ? add(operand, fixed(1)) : operand
  }

  private call(expression: Call): Range {
    const {args, target, name} = expression
    if (name === 'dyn' && !target) {
      const argument = this.cost(args[0]!)
      this.copySizes(expression, args[0]!)
      return add(argument, fixed(1))
    }
    const costs = args.map(each => this.cost(each))
    const nodes = args.map(each => this.node(each))
    const qualified = this.checked.names.get(expression)
    const member = target && qualified === undefined ? target : undefined
    if (name === '_?._') return add(costs[0]!, fixed(1))
    const overloads = this.checked.overloads.get(expression) ?? []
    if (overloads.length === 0) return fixed(0)
    const before = member ? this.cost(member) : fixed(0)
    const receiver = member && this.node(member)
    let total: Range = {min: Number.POSITIVE_INFINITY, max: 0}
    let result: Range | undefined
    for (const {id} of overloads) {
      const found = this.overload(expression, {name: qualified ?? name, id, receiver, nodes, costs})
      total = union(total, found.cost)
      if (found.size) result = result ? union(result, found.size) : found.size
      if (id === 'index_list' || id === 'index_map') {
        const entry = this.entriesOf(args[0]!)?.value
        if (entry) result = entry
        this.paths.set(expression, [...this.path(args[0]!), id === 'index_list' ? '@items' : '@values'])
      }
      result ??= this.size(expression)
    }
    if (result) this.sizes.set(expression, result)
    return add(before, total)
  }

  private overload(
    expression: Call,
    call: {name: string; id: string; receiver: Node | undefined; nodes: Node[]; costs: Range[]},
  ): CallEstimate {
    const {id, receiver, nodes, costs} = call
    const sum = costs.reduce(add, fixed(0))
    const own = estimateKubernetesCall(call, node => this.nodeSize(node))
    if (own) return {cost: add(own.cost, sum), ...(own.size && {size: own.size})}
    const size = (index: number): Range => this.nodeSize(nodes[index]!)
    switch (id) {
      case 'string_format':
        return cost(add(scaled(this.nodeSize(receiver!), 0.1), sum))
      case 'string_to_bytes':
        return {cost: add(scaled(size(0), 0.1), sum), size: {min: size(0).min, max: size(0).max * 4}}
      case 'bytes_to_string':
        return {cost: add(scaled(size(0), 0.1), sum), size: {min: Math.floor(size(0).min / 4), max: size(0).max}}
      case 'strings_quote':
        return {cost: add(scaled(size(0), 0.1), sum), size: {min: size(0).min + 2, max: size(0).max * 2 + 2}}
      case 'starts_with_string':
      case 'ends_with_string':
        return cost(add(scaled(size(0), 0.1), sum))
      case 'in_list':
        return cost(add(scaled(size(1), 1), sum))
      case 'matches_string': {
        const text = scaled(add(this.nodeSize(receiver!), fixed(1)), 0.1)
        return cost(add(times(text, scaled(size(0), 0.25)), sum))
      }
      case 'contains_string':
        return cost(add(times(scaled(this.nodeSize(receiver!), 0.1), scaled(size(0), 0.1)), sum))
      case 'logical_or':
      case 'logical_and':
        return cost({min: costs[0]!.min, max: add(costs[0]!, costs[1]!).max})
      case 'conditional': {
        const [yes, no] = [this.entriesOf(expression.args[1]!), this.entriesOf(expression.args[2]!)]
        this.setEntries(expression, unionOfEntries(yes, no))
        return {cost: add(costs[0]!, union(costs[1]!, costs[2]!)), size: union(size(1), size(2))}
      }
      case 'add_string':
      case 'add_bytes':
      case 'add_list': {
        const result = add(size(0), size(1))
        this.setEntries(
          expression,
          unionOfEntries(this.entriesOf(expression.args[0]!), this.entriesOf(expression.args[1]!)),
        )
        return {cost: add(id === 'add_list' ? fixed(1) : scaled(result, 0.1), sum), size: result}
      }
    }
    if (/^(less|greater)(_equals)?_(string|bytes)$/.test(id) || id === 'equals' || id === 'not_equals') {
      const max = Math.min(size(0).max, size(1).max)
      return cost(add(scaled({min: max > 0 ? 1 : 0, max}, 0.1), sum))
    }
    return cost(add(fixed(1), sum))
  }

  private list(expression: CreateList): Range {
    const {items} = expression
    let value: Range = items.length === 0 ? fixed(0) : {min: Number.POSITIVE_INFINITY, max: 0}
    let sum = fixed(10)
    for (const {value: item} of items) {
      sum = add(sum, this.cost(item))
      value = union(value, this.size(item) ?? unknown)
    }
    this.setEntries(expression, {kind: 'list', key: fixed(1), value})
    return sum
  }

  private map(expression: CreateMap): Range {
    const {entries} = expression
    const none: Range = entries.length === 0 ? fixed(0) : {min: Number.POSITIVE_INFINITY, max: 0}
    let [key, value] = [none, none]
    let sum = fixed(30)
    for (const entry of entries) {
      sum = add(add(sum, this.cost(entry.key)), this.cost(entry.value))
      key = union(key, this.size(entry.key) ?? unknown)
      value = union(value, this.size(entry.value) ?? unknown)
    }
    this.setEntries(expression, {kind: 'map', key, value})
    return sum
  }

  private fold(expression: Fold): Range {
    const {range, initial, accumulator, variable, second, condition, step, result} = expression
    let sum = add(this.cost(range), this.cost(initial))
    this.pushValue(accumulator, initial)
    const entries = this.entriesOf(range)
    const isList = (entries?.kind ?? this.typeOf(range).kind) === 'list'
    const path = this.path(range)
    const keyed = (): Local => ({path: [...path, isList ? '@indices' : '@keys'], ...(entries && {size: entries.key})})
    const valued = (): Local => ({
      path: [...path, isList ? '@items' : '@values'],
      ...(entries && {size: entries.value}),
    })
    this.push(variable, second === undefined && isList ? valued() : keyed())
    if (second !== undefined) this.push(second, valued())
    const round = add(this.cost(condition), this.cost(step))
    this.pop(variable)
    if (second !== undefined) this.pop(second)
    sum = add(sum, this.cost(result))
    this.pop(accumulator)
    const count = this.size(range) ?? unknown
    sum = add(sum, times(count, round))
    if (initial.op === 'literal') {
      const size = this.size(initial)
      if (size) this.sizes.set(expression, size)
    } else if (initial.op === 'list' || initial.op === 'map') {
      this.sizes.set(expression, count)
      this.setEntries(expression, this.entriesOf(step))
    }
    return sum
  }

  private bind({range, initial, accumulator, result, ...rest}: Fold): Range {
    void rest
    const sum = add(this.cost(range), this.cost(initial))
    this.pushValue(accumulator, initial)
    const total = add(sum, this.cost(result))
    this.pop(accumulator)
    return total
  }

  private pushValue(name: string, value: Expression): void {
    const [size, entries] = [this.size(value), this.entriesOf(value)]
    this.push(name, {path: this.path(value), ...(size && {size}), ...(entries && {entries})})
  }

  private path(expression: Expression): string[] {
    const local = expression.op === 'identifier' ? this.local(expression.name) : undefined
    return local?.path ?? this.paths.get(expression) ?? []
  }

  private node(expression: Expression): Node {
    const path = this.path(expression)
    const size = this.size(expression)
    return {
      path: path[0] === '@result' ? [] : path,
      type: this.typeOf(expression),
      expression,
      ...(size && {size}),
    }
  }

  private nodeSize(node: Node): Range {
    if (node.size) return node.size
    return this.declaredSize(node.path) ?? unknown
  }

  private size(expression: Expression): Range | undefined {
    const known = this.sizes.get(expression) ?? expressionSize(expression)
    if (known) return known
    const declared = this.declaredSize(this.path(expression))
    if (declared) {
      this.sizes.set(expression, declared)
      return declared
    }
    if (isScalar(this.typeOf(expression))) return fixed(1)
    return expression.op === 'identifier' ? this.local(expression.name)?.size : undefined
  }

  private declaredSize(path: readonly string[]): Range | undefined {
    if (path.length === 0) return undefined
    let place: Declaration | undefined = this.variables[path[0]!] ?? this.variables['self']
    for (const name of path.slice(1)) {
      if (name === '@items' || name === '@values') place = place?.items
      else if (name === '@keys') place = place?.keys
      else place = place?.fields?.get(name) ?? place?.anyField
      if (!place) return undefined
    }
    return place && {min: 0, max: place.most}
  }

  private entriesOf(expression: Expression): EntrySize | undefined {
    const known = this.entrySizes.get(expression)
    if (known) return known
    return expression.op === 'identifier' ? this.local(expression.name)?.entries : undefined
  }

  private setEntries(expression: Expression, entries: EntrySize | undefined): void {
    if (entries) this.entrySizes.set(expression, entries)
  }

  private copySizes(to: Expression, from: Expression): void {
    const size = this.size(from)
    if (size) this.sizes.set(to, size)
    this.setEntries(to, this.entriesOf(from))
  }
}

const scalars = new Set(['int', 'uint', 'double', 'bool', 'duration', 'timestamp'])

/** Whether all values of a type are of one size; types and nulls are not taken to be. */
const isScalar = ({kind, name, params}: Type): boolean =>
  scalars.has(kind) || (name === 'optional_type' && params[0] !== undefined && isScalar(params[0]))

function expressionSize(expression: Expression): Range | undefined {
  switch (expression.op) {
    case 'literal': {
      const {value} = expression
      if (typeof value === 'string') return fixed(characters(value))
      return fixed(value instanceof Uint8Array ? value.length : 1)
    }
    case 'list':
      return fixed(expression.items.length)
    case 'map':
      return fixed(expression.entries.length)
    default:
      return undefined
  }
}

const unionOfEntries = (a: EntrySize | undefined, b: EntrySize | undefined): EntrySize | undefined =>
  a && b && {kind: a.kind, key: union(a.key, b.key), value: union(a.value, b.value)}
