import {CelError, CelOptional, CostLimit, callLimit, type Meter, none, typedValue} from '../../../api/cel/index.ts'
import {
  duplicate,
  type FieldError,
  forbiddenField,
  internalField,
  invalidValue,
  required,
} from '../../../api/field-error.ts'
import {deepEqual} from '../../../api/json/deep-equal.ts'
import {isObject} from '../../../api/json/index.ts'
import type {KubeObject} from '../../../api/object.ts'
import {type ExpressionTimes, timed} from '../metrics/expression-times.ts'
import {type CompiledRule, compileRule, declarationOf, type Rule} from './compile-rule.ts'
import {type FailedMessage, messageOf, ruleText} from './rule-message.ts'

export interface RuleFindings {
  errors: FieldError[]
  /** Of what is wrong, but was already, and so may stay. */
  warnings: FieldError[]
}

/** Finds what an object's rules have against it, rule by rule: it yields what each has cost. */
export type RuleCheck = (object: KubeObject, old?: KubeObject) => Generator<number, RuleFindings>

/** What all the rules of an object may cost together. */
const budget = 10_000_000

type Json = Record<string, unknown>

/** Compiles the x-kubernetes-validations of a schema. */
export function compileRules(schema: Json, resource = true, times?: ExpressionTimes): RuleCheck {
  const root = timed(times?.compiling, () => checkerOf(schema, schema, resource))
  return function* (object, old) {
    const run: Run = {errors: [], warnings: [], left: budget}
    if (root) yield* root({value: object, old, path: '', unchanged: false, run})
    return run
  }
}

interface Run extends RuleFindings {
  /** Of the budget; below zero nothing more is checked. */
  left: number
}

interface Visit {
  value: unknown
  old: unknown
  path: string
  /** Whether the value, or what is around it, is just as it was. */
  unchanged: boolean
  run: Run
}

type Checker = (visit: Visit) => Generator<number, void>

/** The checker of a schema's rules, and of what is nested in it; `node` is the schema that says what the values are. */
function checkerOf(schema: Json, node: Json, resource: boolean): Checker | undefined {
  const rules = (Array.isArray(schema['x-kubernetes-validations']) ? schema['x-kubernetes-validations'] : []) as Rule[]
  const declaration = rules.length > 0 ? declarationOf(node, resource) : undefined
  const compiled = rules.map(rule => ({rule, compiled: compileRule(declaration, rule)}))
  const parts = (Array.isArray(schema['allOf']) ? schema['allOf'] : [])
    .filter(isObject)
    .flatMap(part => checkerOf(part as Json, node, resource) ?? [])
  const fields = fieldCheckers(schema, node)
  const items = itemChecker(schema, node, 'items')
  const entries = itemChecker(schema, node, 'additionalProperties')
  if (compiled.length === 0 && parts.length === 0 && fields.size === 0 && !items && !entries) return undefined
  return function* (visit) {
    const {value, run} = visit
    if (value === null || value === undefined || run.left < 0) return
    yield* checkRules(node, resource, compiled, visit)
    for (const part of parts) if (run.left >= 0) yield* part(visit)
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        if (run.left < 0 || !items) return
        yield* items({
          ...visit,
          ...pairOf(visit, item, sameItem(node, item, visit.old)),
          path: `${visit.path}[${index}]`,
        })
      }
    } else if (isObject(value)) yield* checkFields(visit, value, {fields, entries, declared: propertiesOf(node)})
  }
}

const embedded = (schema: Json): boolean => schema['x-kubernetes-embedded-resource'] === true

function propertiesOf(schema: Json): Json {
  return isObject(schema['properties']) ? schema['properties'] : {}
}

function fieldCheckers(schema: Json, node: Json): Map<string, Checker> {
  const fields = new Map<string, Checker>()
  const nodes = propertiesOf(node)
  for (const [name, field] of Object.entries(propertiesOf(schema))) {
    const own = nodes[name]
    const checker = isObject(field) && isObject(own) ? checkerOf(field, own, embedded(own)) : undefined
    if (checker) fields.set(name, checker)
  }
  return fields
}

function itemChecker(schema: Json, node: Json, keyword: 'items' | 'additionalProperties'): Checker | undefined {
  const [items, own] = [schema[keyword], node[keyword]]
  return isObject(items) && isObject(own) ? checkerOf(items, own, embedded(own)) : undefined
}

function* checkFields(
  visit: Visit,
  value: Json,
  {fields, entries, declared}: {fields: Map<string, Checker>; entries: Checker | undefined; declared: Json},
): Generator<number, void> {
  const {old, path, run} = visit
  for (const key of Object.keys(value).sort()) {
    if (run.left < 0) return
    const pair = {...visit, ...pairOf(visit, value[key], isObject(old) ? old[key] : undefined)}
    const own = fields.get(key)
    if (own) yield* own({...pair, path: path ? `${path}.${key}` : key})
    else if (entries && !Object.hasOwn(declared, key)) yield* entries({...pair, path: `${path}[${key}]`})
  }
}

const pairOf = ({unchanged}: Visit, value: unknown, old: unknown) => ({
  value,
  old,
  unchanged: old === undefined ? unchanged : deepEqual(value, old),
})

function sameItem(node: Json, item: unknown, old: unknown): unknown {
  const keys = node['x-kubernetes-list-map-keys']
  if (node['x-kubernetes-list-type'] !== 'map' || !Array.isArray(old) || !isObject(item) || !Array.isArray(keys))
    return undefined
  return old.find(other => isObject(other) && keys.every(key => deepEqual(other[String(key)], item[String(key)])))
}

function* checkRules(
  node: Json,
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

function report({path, run, unchanged}: Visit, {rule, type, message, usesOldSelf}: Failure): void {
  const at = rule.fieldPath ? `${path}${normalized(rule.fieldPath, path)}` : path
  const error = message.over ? invalidValue(at, type, message.over) : errorFor(rule, at, type, message.text)
  if (!usesOldSelf && unchanged) run.warnings.push(error)
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
