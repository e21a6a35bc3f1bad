import type {Checked} from '../check/check.ts'
import {callCost} from '../cost/call-cost.ts'
import type {Overload} from '../functions/function-set.ts'
import type {Call, CreateList, CreateMap, CreateStruct, Expression, Fold, Select} from '../syntax/expression.ts'
import {accepts} from './accepts.ts'
import {equal} from './compare.ts'
import {goText} from './go-text.ts'
import {at, lookUp, presence} from './select.ts'
import {CelError, CelOptional, isMap, typeNameOf} from './values.ts'

/** One run of a program. */
export interface Frame {
  variables: Readonly<Record<string, unknown>>
  /** Values of loops' variables. */
  locals: unknown[]
  cost: number
  limit: number
}

export type Step = (frame: Frame) => unknown

/** Makes a checked expression something that runs, and counts what it costs as it does. */
export function interpret(expression: Expression, checked: Checked): Step {
  return new Planner(checked).plan(expression, new Map())
}

type Slots = ReadonlyMap<string, number>

function charge(frame: Frame, cost: number): void {
  frame.cost += cost
  if (frame.cost > frame.limit) throw new CostLimit()
}

/** The run has cost more than it may. */
export class CostLimit extends CelError {
  constructor() {
    super('operation cancelled: actual cost limit exceeded')
  }
}

/** What && and || do not swallow. */
const isFinal = (error: unknown): boolean => error instanceof CostLimit || !(error instanceof CelError)

class Planner {
  private readonly checked: Checked
  private slots = 0

  constructor(checked: Checked) {
    this.checked = checked
  }

  plan(expression: Expression, slots: Slots): Step {
    switch (expression.op) {
      case 'literal': {
        const {value} = expression
        return () => value
      }
      case 'identifier':
        return this.identifier(expression.name, slots)
      case 'select':
        return this.select(expression, slots)
      case 'call':
        return this.call(expression, slots)
      case 'list':
        return this.list(expression, slots)
      case 'map':
        return this.map(expression, slots)
      case 'struct':
        return this.struct(expression, slots)
      case 'fold':
        return this.fold(expression, slots)
    }
  }

  private identifier(name: string, slots: Slots): Step {
    const slot = slots.get(name)
    if (slot !== undefined)
      return frame => {
        charge(frame, 1)
        const value = frame.locals[slot]
        if (value instanceof Failure) throw value.error
        return value
      }
    const plain = name.replace(/^\./, '')
    return frame => {
      charge(frame, 1)
      const value = frame.variables[plain]
      if (value === undefined) throw new CelError(`no such attribute(s): ${plain}`)
      if (value instanceof Error) throw value
      return typeof value === 'function' ? (value as () => unknown)() : value
    }
  }

  private select(expression: Select, slots: Slots): Step {
    const name = this.checked.names.get(expression)
    if (name !== undefined) return this.identifier(name, new Map())
    const {field, test} = expression
    const operand = this.plan(expression.operand, slots)
    if (test)
      return frame => {
        const before = frame.cost
        const value = operand(frame)
        frame.cost = Math.max(before, frame.cost - 1)
        return presence(value, field)
      }
    return frame => {
      const value = operand(frame)
      charge(frame, 1)
      return lookUp(value, field)
    }
  }

  private call(expression: Call, slots: Slots): Step {
    const {name, args} = expression
    switch (name) {
      case '_&&_':
      case '_||_':
        return this.logical(name === '_||_', args, slots)
      case '_?_:_':
        return this.conditional(args, slots)
      case '_[_]':
      case '_[?_]':
        return this.index(args, slots, name === '_[?_]')
      case '_?._':
        return this.optionalSelect(args, slots)
      case '_==_':
      case '_!=_':
        return this.equality(name, args, slots)
      case '@not_strictly_false':
        return this.notStrictlyFalse(args[0]!, slots)
      case '@in': {
        const constant = constantSet(args[1]!)
        if (constant) return this.inConstant(args[0]!, constant, slots)
      }
    }
    return this.plainCall(expression, slots)
  }

  private logical(decisive: boolean, args: Expression[], slots: Slots): Step {
    const [left, right] = args.map(each => this.plan(each, slots)) as [Step, Step]
    return frame => {
      let failure: unknown
      for (const side of [left, right]) {
        try {
          const value = side(frame)
          if (value === decisive) return decisive
          if (value !== !decisive) failure ??= new CelError('no such overload')
        } catch (error) {
          if (isFinal(error)) throw error
          failure ??= error
        }
      }
      if (failure) throw failure
      return !decisive
    }
  }

  private conditional(args: Expression[], slots: Slots): Step {
    const [test, yes, no] = args.map(each => this.plan(each, slots)) as [Step, Step, Step]
    return frame => {
      const value = test(frame)
      if (typeof value !== 'boolean') throw new CelError('no such overload')
      return value ? yes(frame) : no(frame)
    }
  }

  private index(args: Expression[], slots: Slots, optional: boolean): Step {
    const [operand, key] = args.map(each => this.plan(each, slots)) as [Step, Step]
    return frame => {
      const value = operand(frame)
      const index = key(frame)
      charge(frame, 1)
      return at(value, index, optional)
    }
  }

  private optionalSelect(args: Expression[], slots: Slots): Step {
    const operand = this.plan(args[0]!, slots)
    const field = args[1]!.op === 'literal' ? args[1]!.value : ''
    return frame => {
      const value = operand(frame)
      charge(frame, 1)
      return at(value, field, true)
    }
  }

  private equality(name: string, args: Expression[], slots: Slots): Step {
    const [left, right] = args.map(each => this.plan(each, slots)) as [Step, Step]
    const wanted = name === '_==_'
    return frame => {
      const [a, b] = [left(frame), right(frame)]
      charge(frame, callCost(name, wanted ? 'equals' : 'not_equals', [a, b], undefined))
      return equal(a, b) === wanted
    }
  }

  private notStrictlyFalse(argument: Expression, slots: Slots): Step {
    const step = this.plan(argument, slots)
    return frame => {
      try {
        const value = step(frame)
        charge(frame, 1)
        return value !== false
      } catch (error) {
        if (isFinal(error)) throw error
        return true
      }
    }
  }

  /** Membership of a list of constants takes no time. */
  private inConstant(argument: Expression, constant: readonly unknown[], slots: Slots): Step {
    const step = this.plan(argument, slots)
    return frame => {
      const value = step(frame)
      return constant.some(item => equal(item, value))
    }
  }

  private plainCall(expression: Call, slots: Slots): Step {
    const qualified = this.checked.names.get(expression)
    const name = qualified ?? expression.name.replace(/^\./, '')
    const operands = [...(expression.target && qualified === undefined ? [expression.target] : []), ...expression.args]
    const steps = operands.map(each => this.plan(each, slots))
    const overloads = this.checked.overloads.get(expression) ?? []
    return frame => {
      const args: unknown[] = new Array(steps.length)
      for (let index = 0; index < steps.length; index += 1) args[index] = steps[index]!(frame)
      const overload = firstThatTakes(overloads, args)
      if (!overload) throw noOverload(name, overloads, args)
      const result = overload.run(...(args as never[]))
      charge(frame, callCost(name, overload.id, args, result))
      return result
    }
  }

  private list({items}: CreateList, slots: Slots): Step {
    if (items.length > 0 && items.every(({value, optional}) => !optional && value.op === 'literal')) {
      const constant = items.map(({value}) => (value.op === 'literal' ? value.value : undefined))
      return () => constant
    }
    const steps = items.map(({value, optional}) => ({step: this.plan(value, slots), optional}))
    return frame => {
      const list: unknown[] = []
      for (const {step, optional} of steps) {
        const value = step(frame)
        if (!optional) list.push(value)
        else if (!(value instanceof CelOptional))
          throw new CelError(`cannot initialize optional list element from non-optional value ${goText(value)}`)
        else if (value.value !== undefined) list.push(value.value)
      }
      charge(frame, 10)
      return list
    }
  }

  private map({entries}: CreateMap, slots: Slots): Step {
    const steps = entries.map(({key, value, optional}) => ({
      key: this.plan(key, slots),
      value: this.plan(value, slots),
      optional,
    }))
    return frame => {
      const map = new Map<unknown, unknown>()
      for (const {key, value, optional} of steps) {
        const [name, item] = [key(frame), value(frame)]
        if (!optional) map.set(name, item)
        else if (!(item instanceof CelOptional))
          throw new CelError(
            `cannot initialize optional entry '${goText(name)}' from non-optional value ${goText(item)}`,
          )
        else if (item.value !== undefined) map.set(name, item.value)
      }
      charge(frame, 30)
      return map
    }
  }

  private struct(expression: CreateStruct, slots: Slots): Step {
    const {fields} = expression
    const type = this.checked.types.get(expression)
    const steps = fields.map(({name, value, optional}) => ({name, step: this.plan(value, slots), optional}))
    return frame => {
      const map = new Map<unknown, unknown>()
      for (const {name, step, optional} of steps) {
        const value = step(frame)
        if (!optional) map.set(name, value)
        else if (value instanceof CelOptional && value.value !== undefined) map.set(name, value.value)
      }
      charge(frame, 40)
      return type?.make ? type.make(map) : map
    }
  }

  private fold(expression: Fold, slots: Slots): Step {
    const {variable, second, accumulator} = expression
    const range = this.plan(expression.range, slots)
    const initial = this.plan(expression.initial, slots)
    const own = this.slots
    this.slots += 3
    const carrying = new Map(slots).set(accumulator, own)
    const looping = new Map(carrying).set(variable, own + 1)
    if (second !== undefined) looping.set(second, own + 2)
    const condition = this.plan(expression.condition, looping)
    const step = this.plan(expression.step, looping)
    const result = this.plan(expression.result, carrying)
    return frame => {
      const over = range(frame)
      const {locals} = frame
      locals[own] = initial(frame)
      const isList = Array.isArray(over)
      const items = isList ? over : keysOf(over)
      for (let index = 0; index < items.length; index += 1) {
        const item = items[index]
        if (second === undefined) locals[own + 1] = item
        else {
          locals[own + 1] = isList ? BigInt(index) : item
          locals[own + 2] = isList ? item : (over as Map<unknown, unknown>).get(item)
        }
        if (condition(frame) !== true) break
        locals[own] = attempt(step, frame)
      }
      return result(frame)
    }
  }
}

/** A loop goes on after an error, which later rounds of && and || may make good. */
class Failure {
  readonly error: unknown

  constructor(error: unknown) {
    this.error = error
  }
}

function attempt(step: Step, frame: Frame): unknown {
  try {
    return step(frame)
  } catch (error) {
    if (isFinal(error)) throw error
    return new Failure(error)
  }
}

function keysOf(over: unknown): unknown[] {
  if (!isMap(over)) throw new CelError(`got '${typeNameOf(over)}', expected iterable type`)
  return [...over.keys()]
}

function firstThatTakes(overloads: readonly Overload[], args: readonly unknown[]): Overload | undefined {
  for (const overload of overloads) {
    let fits = true
    for (let index = 0; fits && index < overload.args.length; index += 1)
      fits = accepts(overload.args[index]!, args[index])
    if (fits) return overload
  }
  return undefined
}

function constantSet(expression: Expression): unknown[] | undefined {
  if (expression.op !== 'list' || expression.items.length === 0) return undefined
  const values: unknown[] = []
  for (const {value, optional} of expression.items) {
    if (optional || value.op !== 'literal') return undefined
    values.push(value.value)
  }
  return values
}

/** Operators name themselves only where their first operand can do nothing of the kind, other functions name their arguments. */
function noOverload(name: string, overloads: readonly Overload[], args: readonly unknown[]): CelError {
  const able = comparisons.has(name) || overloads.some(({args: [first]}) => first && accepts(first, args[0]))
  if (/^_.+_$/.test(name)) return new CelError(able ? 'no such overload' : `no such overload: ${name}`)
  if (name === 'size' || name === 'matches') return new CelError(`no such overload: ${name}`)
  if (!/^\w/.test(name) || unguarded.has(name)) return new CelError('no such overload')
  return new CelError(`no such overload: ${name}(${args.map(typeNameOf).join(', ')})`)
}

/** What compares asks the first operand to, whatever it is. */
const comparisons = new Set(['_<_', '_<=_', '_>_', '_>=_'])

const unguarded = new Set(['contains', 'endsWith', 'startsWith'])
