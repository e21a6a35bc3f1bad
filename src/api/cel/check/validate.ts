import {compileRegexp} from '../../regexp/index.ts'
import {formatProblem} from '../functions/format-problem.ts'
import {parseDurationText, parseTimestamp} from '../functions/times.ts'
import type {Expression} from '../syntax/expression.ts'
import type {Problem} from '../syntax/problem.ts'
import {dynType, optionalOf, sameType, type Type, typeText} from '../types/type.ts'
import type {Checked} from './check.ts'

/** What Kubernetes has against an expression whose types are right: texts that are no durations, timestamps or regular expressions, and mixed lists and maps. */
export function validate(expression: Expression, checked: Checked): Problem[] {
  const validator = new Validator(checked)
  validator.visit(expression, false)
  return validator.problems
}

class Validator {
  readonly problems: Problem[] = []
  private readonly checked: Checked

  constructor(checked: Checked) {
    this.checked = checked
  }

  /** What is given to `format` may be mixed. */
  visit(expression: Expression, mixed: boolean): void {
    switch (expression.op) {
      case 'select':
        this.visit(expression.operand, mixed)
        return
      case 'call': {
        const {target, args, name} = expression
        this.literal(name, name === 'matches' && !target ? args[1] : args[0])
        if (name === 'format' && target) this.format(expression, target, args[0])
        if (target) this.visit(target, mixed)
        for (const argument of args) this.visit(argument, mixed || name === 'format')
        return
      }
      case 'list':
        if (!mixed) this.alike(expression.items)
        for (const {value} of expression.items) this.visit(value, mixed)
        return
      case 'map':
        if (!mixed) this.alike(expression.entries.map(({key}) => ({value: key, optional: false})))
        if (!mixed) this.alike(expression.entries)
        for (const {key, value} of expression.entries) {
          this.visit(key, mixed)
          this.visit(value, mixed)
        }
        return
      case 'struct':
        for (const {value} of expression.fields) this.visit(value, mixed)
        return
      case 'fold': {
        const {range, initial, condition, step, result} = expression
        for (const part of [range, initial, condition, step, result]) this.visit(part, mixed)
      }
    }
  }

  private alike(items: readonly {value: Expression; optional: boolean}[]): void {
    let first: Type | undefined
    for (const {value, optional} of items) {
      const whole = this.checked.types.get(value) ?? dynType
      const type = (optional && optionalOf(whole)) || whole
      first ??= type
      if (sameType(first, type)) continue
      this.problems.push({
        at: value.at,
        message: `expected type '${typeText(first)}' but found '${typeText(type)}'`,
      })
      return
    }
  }

  /** A template that is known is tried on the types of what it is given. */
  private format({at}: Expression, target: Expression, list: Expression | undefined): void {
    if (target.op !== 'literal' || typeof target.value !== 'string' || list?.op !== 'list') return
    const given = list.items.map(({value}) => this.checked.types.get(value) ?? dynType)
    const problem = formatProblem(target.value, given)
    if (!problem) return
    const argument = problem.argument === undefined ? undefined : list.items[problem.argument]?.value
    this.problems.push({at: argument?.at ?? at, message: problem.message})
  }

  private literal(name: string, argument: Expression | undefined): void {
    if (argument?.op !== 'literal' || typeof argument.value !== 'string') return
    if (isWrong(name, argument.value)) this.problems.push({at: argument.at, message: `invalid ${name} argument`})
  }
}

function isWrong(name: string, text: string): boolean {
  if (name === 'duration') return parseDurationText(text) === undefined
  if (name === 'timestamp') return parseTimestamp(text) === undefined
  if (name !== 'matches') return false
  try {
    compileRegexp(text)
    return false
  } catch {
    return true
  }
}
