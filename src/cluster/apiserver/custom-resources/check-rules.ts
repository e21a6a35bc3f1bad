import {CelError, CelOptional, CostLimit, callLimit, type Meter, none, typedValue} from '../../../api/cel/index.ts'
import {
  duplicate,
  type FieldError,
  forbiddenField,
  internalField,
  invalidValue,
  required,
} from '../../../api/field-error.ts'
import type {CompiledRule, Rule} from './compile-rule.ts'
import {type Correlated, isUnchanged, type SchemaNode} from './correlation.ts'
import {type FailedMessage, messageOf, ruleText} from './rule-message.ts'

export interface RuleFindings {
  errors: FieldError[]
  /** Of what is wrong, but was already, and so may stay. */
  warnings: FieldError[]
}

export interface Run extends RuleFindings {
  /** Of the budget; below zero nothing more is checked. */
  left: number
}

/** A value that rules look at. */
export interface Visit {
  value: unknown
  old: unknown
  path: string
  correlation: Correlation
  run: Run
}

/** A value beside what it was before, where that is known, and the nearest one around it of which that is. */
export interface Correlation {
  own?: Correlated | undefined
  around?: Correlated | undefined
}

function isTolerated({own, around}: Correlation): boolean {
  const known = own ?? around
  return known !== undefined && isUnchanged(known)
}

/** Runs a schema's own rules on a value of it. */
export function* checkRules(
  node: SchemaNode,
  resource: boolean,
  rules: {rule: Rule; compiled: CompiledRule}[],
  visit: Visit,
): Generator<number, void> {
  if (rules.length === 0) return
  const {run, path} = visit
  const type = String(node['type'] ?? '')
  if (run.left === 0) return overBudget(visit, type)
  const old = visit.old ?? undefined
  const self = typedValue(node, visit.value, resource)
  const before = old === undefined ? undefined : typedValue(node, old, resource)
  for (const {rule, compiled} of rules) {
    if ('problem' in compiled) {
      if (compiled.problem) run.errors.push(invalidValue(path, type, `rule compile error: ${compiled.problem}`))
      continue
    }
    const optional = rule.optionalOldSelf === true
    if (compiled.usesOldSelf && before === undefined && !optional) continue
    const oldSelf = optional ? (before === undefined ? none : new CelOptional(before)) : before
    const variables = {self, ...(oldSelf !== undefined && {oldSelf})}
    const meter: Meter = {cost: 0, limit: callLimit}
    const outcome = attempt(() => compiled.program.run(variables, meter))
    yield meter.cost
    if (meter.cost > run.left) return overBudget(visit, type)
    run.left -= meter.cost
    if ('error' in outcome) {
      run.errors.push(invalidValue(path, type, runtimeProblem(outcome.error, rule)))
      if (outcome.error instanceof CostLimit) {
        run.left = -1
        return
      }
    } else if (outcome.value !== true) {
      const message = messageOf(
        rule,
        compiled.message,
        {self, ...(before !== undefined && {oldSelf: before})},
        run.left,
      )
      report(visit, {rule, type, message, usesOldSelf: compiled.usesOldSelf})
      run.left = message.over ? -1 : run.left - message.cost
      if (run.left < 0) return
    }
  }
}

function overBudget({run, path}: Visit, type: string): void {
  const why = 'validation failed due to running out of cost budget, no further validation rules will be run'
  run.errors.push(invalidValue(path, type, why))
  run.left = -1
}

function attempt(work: () => unknown): {value: unknown} | {error: CelError} {
  try {
    return {value: work()}
  } catch (error) {
    if (!(error instanceof CelError)) throw error
    return {error}
  }
}

function runtimeProblem(error: CelError, rule: Rule): string {
  const {message} = error
  if (message.startsWith('no such overload'))
    return `'${message}': call arguments did not match a supported operator, function or macro signature for rule: ${ruleText(rule)}`
  if (error instanceof CostLimit)
    return `'${message}': no further validation rules will be run due to call cost exceeds limit for rule: ${ruleText(rule)}`
  return `${message} evaluating rule: ${ruleText(rule)}`
}

interface Failure {
  rule: Rule
  type: string
  message: FailedMessage
  usesOldSelf: boolean
}

function report({path, run, correlation}: Visit, {rule, type, message, usesOldSelf}: Failure): void {
  const at = rule.fieldPath ? `${path}${normalized(rule.fieldPath, path)}` : path
  const error = message.over ? invalidValue(at, type, message.over) : errorFor(rule, at, type, message.text)
  // What is wrong, but was already, may stay.
  if (!usesOldSelf && isTolerated(correlation)) run.warnings.push(error)
  else run.errors.push(error)
}

/** `.a.b` after a path that is there, `a.b` after none. */
function normalized(fieldPath: string, path: string): string {
  const dotted = fieldPath.replaceAll(/\['((?:[^'\\]|\\.)*)'\]/g, '.$1')
  return path ? dotted : dotted.replace(/^\./, '')
}

function errorFor({reason}: Rule, path: string, type: string, message: string): FieldError {
  switch (reason) {
    case 'FieldValueForbidden':
      return forbiddenField(path, message)
    case 'FieldValueRequired':
      return required(path, message)
    case 'FieldValueDuplicate':
      return duplicate(path, type)
    case undefined:
    case 'FieldValueInvalid':
      return invalidValue(path, type, message)
    default:
      return internalField(path, message)
  }
}
