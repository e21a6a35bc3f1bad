import {Optional} from '@marcbachmann/cel-js'
import {CelRuntimeError, type Program, typedValue} from '../../../api/cel/index.ts'
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
import {type Schema, structuralSchema} from '../../../api/schema/index.ts'
import {compileRule, type Rule} from './compile-rule.ts'

/** What an object's rules have against it. */
export type RuleCheck = (object: KubeObject, old?: KubeObject) => FieldError[]

/** Compiles the x-kubernetes-validations of a schema. */
export function compileRules(schema: Schema): RuleCheck {
  const root = checkerOf(schema, true)
  return (object, old) => {
    const errors: FieldError[] = []
    root?.check({value: object, old, path: '', errors, unchanged: false})
    return errors
  }
}

interface Visit {
  value: unknown
  old: unknown
  path: string
  errors: FieldError[]
  /** Whether the value, or what is around it, is just as it was. */
  unchanged: boolean
}

interface Checker {
  check(visit: Visit): void
}

function checkerOf(schema: Schema, resource: boolean): Checker | undefined {
  const rules = rulesOf(schema).map(rule => ({rule, compiled: compileRule(schema, rule, resource)}))
  const parts = Array.isArray(schema.source?.['allOf']) ? (schema.source['allOf'] as Record<string, unknown>[]) : []
  const nested = parts.flatMap(part =>
    isObject(part) && Array.isArray(part['x-kubernetes-validations'])
      ? (part['x-kubernetes-validations'] as unknown as Rule[]).map(rule => ({
          rule,
          compiled: compileRule(schema, rule, resource),
        }))
      : [],
  )
  const all = [...rules, ...nested]
  const fields = new Map<string, Checker>()
  for (const [name, field] of schema.fields) {
    const checker = checkerOf(field.schema, field.schema.embeddedResource === true)
    if (checker) fields.set(name, checker)
  }
  const items = schema.items && checkerOf(schema.items, schema.items.embeddedResource === true)
  if (all.length === 0 && fields.size === 0 && !items) return undefined
  return {
    check(visit) {
      const {value, old} = visit
      if (value === null || value === undefined) return
      for (const {rule, compiled} of all) runRule(schema, rule, compiled, visit, resource)
      if (Array.isArray(value)) {
        for (const [index, item] of value.entries()) {
          const before = sameItem(schema, item, old)
          items?.check({...visit, ...pairOf(visit, item, before), path: `${visit.path}[${index}]`})
        }
      } else if (isObject(value))
        for (const key of Object.keys(value).sort()) {
          const own = fields.get(key)
          const before = isObject(old) ? old[key] : undefined
          const pair = {...visit, ...pairOf(visit, value[key], before)}
          if (own) own.check({...pair, path: visit.path ? `${visit.path}.${key}` : key})
          else if (!schema.fields.has(key)) items?.check({...pair, path: `${visit.path}[${key}]`})
        }
    },
  }
}

const rulesOf = ({source}: Schema): Rule[] => (source?.['x-kubernetes-validations'] ?? []) as Rule[]

const pairOf = ({unchanged}: Visit, value: unknown, old: unknown) => ({
  value,
  old,
  unchanged: old === undefined ? unchanged : deepEqual(value, old),
})

function sameItem({listType, listMapKeys = []}: Schema, item: unknown, old: unknown): unknown {
  if (listType !== 'map' || !Array.isArray(old) || !isObject(item)) return undefined
  return old.find(other => isObject(other) && listMapKeys.every(key => deepEqual(other[key], item[key])))
}

type CompiledRule = ReturnType<typeof compileRule>

function runRule(schema: Schema, rule: Rule, compiled: CompiledRule, visit: Visit, resource: boolean): void {
  const {value, old, path, errors} = visit
  const type = typeNameOf(schema)
  if ('problem' in compiled) {
    if (compiled.problem) errors.push(invalidValue(path, type, `rule compile error: ${compiled.problem}`))
    return
  }
  const {program, message, usesOldSelf} = compiled
  const optional = rule.optionalOldSelf === true
  if (usesOldSelf && (old === undefined || old === null) && !optional) return
  const self = typedValue(schema, value, resource)
  const before = old === undefined || old === null ? undefined : typedValue(schema, old, resource)
  const oldSelf = optional ? (before === undefined ? Optional.none() : Optional.of(before)) : before
  const variables = {self, ...(usesOldSelf && {oldSelf})}
  const at = rule.fieldPath ? `${path}${normalized(rule.fieldPath, path)}` : path
  try {
    if (program.run(variables) === true) return
  } catch (error) {
    errors.push(invalidValue(path, type, runtimeProblem(error, rule)))
    return
  }
  if (!usesOldSelf && visit.unchanged) return
  errors.push(
    errorFor(rule, at, type, messageOf(rule, message, {self, ...(before !== undefined && {oldSelf: before})})),
  )
}

function runtimeProblem(error: unknown, rule: Rule): string {
  if (!(error instanceof CelRuntimeError)) throw error
  const {message} = error
  if (message.startsWith('no such overload'))
    return `'${message}': call arguments did not match a supported operator, function or macro signature for rule: ${ruleText(rule)}`
  return `${message} evaluating rule: ${ruleText(rule)}`
}

const ruleText = ({rule, message}: Rule): string => (message || rule).trim()

/** `.a.b` after a path that is there, `a.b` after none. */
function normalized(fieldPath: string, path: string): string {
  const dotted = fieldPath.replaceAll(/\['((?:[^'\\]|\\.)*)'\]/g, '.$1')
  return path ? dotted : dotted.replace(/^\./, '')
}

const longestMessage = 5 * 1024

function messageOf(rule: Rule, expression: Program | undefined, variables: Record<string, unknown>): string {
  const usual = rule.message ? rule.message.trim() : `failed rule: ${ruleText(rule)}`
  if (!expression) return usual
  try {
    const text = expression.run(variables)
    if (typeof text !== 'string') return usual
    const trimmed = text.trim()
    return trimmed === '' || trimmed.includes('\n') || Buffer.byteLength(trimmed) > longestMessage ? usual : trimmed
  } catch {
    return usual
  }
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

const typeNameOf = ({source}: Schema): string =>
  typeof source?.['type'] === 'string'
    ? source['type']
    : structuralSchema(source ?? {}).type === 'object'
      ? 'object'
      : ''
