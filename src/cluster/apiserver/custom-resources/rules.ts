import {isObject} from '../../../api/json/index.ts'
import type {KubeObject} from '../../../api/object.ts'
import {type ExpressionTimes, timed} from '../metrics/expression-times.ts'
import {type Correlation, checkRules, type RuleFindings, type Run, type Visit} from './check-rules.ts'
import {compileRule, declarationOf, type Rule} from './compile-rule.ts'
import {correlatedItem, correlatedKey, oldItem, type SchemaNode} from './correlation.ts'

/** Finds what an object's rules have against it, rule by rule: it yields what each has cost. */
export type RuleCheck = (object: KubeObject, old?: KubeObject) => Generator<number, RuleFindings>

/** What all the rules of an object may cost together. */
const budget = 10_000_000

/** Compiles the x-kubernetes-validations of a schema. */
export function compileRules(schema: SchemaNode, resource = true, times?: ExpressionTimes): RuleCheck {
  const root = timed(times?.compiling, () => checkerOf(schema, schema, resource))
  return function* (object, old) {
    const run: Run = {errors: [], warnings: [], left: budget}
    const correlation = old ? {own: {node: schema, now: object, before: old}} : {}
    if (root) yield* root({value: object, old, path: '', correlation, run})
    return run
  }
}

type Checker = (visit: Visit) => Generator<number, void>

/** The checker of a schema's rules, and of what is nested in it; `node` is the schema that says what the values are. */
function checkerOf(schema: SchemaNode, node: SchemaNode, resource: boolean): Checker | undefined {
  const rules = (Array.isArray(schema['x-kubernetes-validations']) ? schema['x-kubernetes-validations'] : []) as Rule[]
  const declaration = rules.length > 0 ? declarationOf(node, resource) : undefined
  const compiled = rules.map(rule => ({rule, compiled: compileRule(declaration, rule)}))
  const parts = (Array.isArray(schema['allOf']) ? schema['allOf'] : [])
    .filter(isObject)
    .flatMap(part => checkerOf(part as SchemaNode, node, resource) ?? [])
  const fields = fieldCheckers(schema, node)
  const items = itemChecker(schema, node, 'items')
  const entries = itemChecker(schema, node, 'additionalProperties')
  if (compiled.length === 0 && parts.length === 0 && fields.size === 0 && !items && !entries) return undefined
  return function* (visit) {
    const {value, run} = visit
    if (value === null || value === undefined || run.left < 0) return
    yield* checkRules(node, resource, compiled, visit)
    // Of these, only what is around the value tells whether they are let be.
    const within = {...visit, correlation: {around: visit.correlation.around}}
    for (const part of parts) if (run.left >= 0) yield* part(within)
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        if (run.left < 0 || !items) return
        yield* items({
          value: item,
          old: oldItem(node, item, visit.old),
          path: `${visit.path}[${index}]`,
          correlation: inner(visit.correlation, own => correlatedItem(own, index)),
          run,
        })
      }
    } else if (isObject(value)) yield* checkFields(visit, value, {fields, entries, declared: propertiesOf(node)})
  }
}

const embedded = (schema: SchemaNode): boolean => schema['x-kubernetes-embedded-resource'] === true

function propertiesOf(schema: SchemaNode): SchemaNode {
  return isObject(schema['properties']) ? schema['properties'] : {}
}

function fieldCheckers(schema: SchemaNode, node: SchemaNode): Map<string, Checker> {
  const fields = new Map<string, Checker>()
  const nodes = propertiesOf(node)
  for (const [name, field] of Object.entries(propertiesOf(schema))) {
    const own = nodes[name]
    const checker = isObject(field) && isObject(own) ? checkerOf(field, own, embedded(own)) : undefined
    if (checker) fields.set(name, checker)
  }
  return fields
}

function itemChecker(
  schema: SchemaNode,
  node: SchemaNode,
  keyword: 'items' | 'additionalProperties',
): Checker | undefined {
  const [items, own] = [schema[keyword], node[keyword]]
  return isObject(items) && isObject(own) ? checkerOf(items, own, embedded(own)) : undefined
}

function* checkFields(
  visit: Visit,
  value: Record<string, unknown>,
  {fields, entries, declared}: {fields: Map<string, Checker>; entries: Checker | undefined; declared: SchemaNode},
): Generator<number, void> {
  const {old, path, run} = visit
  for (const key of Object.keys(value).sort()) {
    if (run.left < 0) return
    const part = {
      value: value[key],
      old: isObject(old) ? old[key] : undefined,
      correlation: keyOf(visit.correlation, key),
      run,
    }
    const own = fields.get(key)
    if (own) yield* own({...part, path: path ? `${path}.${key}` : key})
    else if (entries && !Object.hasOwn(declared, key)) yield* entries({...part, path: `${path}[${key}]`})
  }
}

/** What is read of a kind and its version is always those that are asked for. */
const keyOf = (correlation: Correlation, key: string): Correlation =>
  correlation.own && !correlation.around && (key === 'apiVersion' || key === 'kind')
    ? {}
    : inner(correlation, own => correlatedKey(own, key))

const inner = (
  correlation: Correlation,
  step: (own: NonNullable<Correlation['own']>) => Correlation['own'],
): Correlation => (correlation.own ? {own: step(correlation.own), around: correlation.own} : correlation)
