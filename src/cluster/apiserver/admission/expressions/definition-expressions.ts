import {type FieldError, forbiddenField, invalidValue} from '../../../../api/field-error.ts'
import {deepEqual} from '../../../../api/json/deep-equal.ts'
import {isObject} from '../../../../api/json/index.ts'
import type {CustomResourceDefinition} from '../../../../api/kinds.ts'
import type {KubeObject} from '../../../../api/object.ts'
import {within} from '../../../resources/apiextensions/crd/validate/within.ts'
import {finished} from '../../cost-turns.ts'
import {compileRule, declarationOf, mostInstances, type Rule} from '../../custom-resources/compile-rule.ts'
import {compileRules} from '../../custom-resources/rules.ts'
import {CostTotal, costMessage, ruleLimit} from './rule-costs.ts'

type Json = Record<string, unknown>

/** Puts in the places of a definition's rules, and of its defaults by them, what is wrong with those: that they do not compile, could cost too much, or do not hold. */
export function withRuleErrors(errors: readonly FieldError[], old: KubeObject | undefined): FieldError[] {
  const before = ((old as CustomResourceDefinition | undefined)?.spec.versions ?? []).map(
    ({schema}) => schema?.openAPIV3Schema as Json | undefined,
  )
  const known = (source: Json): boolean => before.some(each => deepEqual(each, source))
  let wrongDefaults: string[] = []
  return errors.flatMap(error => {
    const {field, pending, value} = error
    const source = value as Json
    if (pending === 'default') {
      const found = defaultErrors(field, source)
      if (found.length > 0) wrongDefaults = [...wrongDefaults, field]
      return found
    }
    if (pending !== 'rules') return [error]
    if (known(source) || wrongDefaults.some(each => isWithin(each, field))) return []
    const wrong = errors.filter(each => !each.pending && isWithin(each.field, field)).map(each => each.field)
    const total = new CostTotal()
    return [...schemaErrors(source, field, {resource: true, instances: 1, total, wrong}), ...total.errors(field)]
  })
}

/** What rules have against a default: as a new value, and as one that stays. */
function defaultErrors(path: string, schema: Json): FieldError[] {
  const check = compileRules(schema, embedded(schema))
  const value = schema['default'] as KubeObject
  const kept = finished(check(value, value))
  const found = [...kept.errors, ...kept.warnings]
  const told = found.length > 0 ? found : finished(check(value)).errors
  return told.map(error => ({...error, field: within(path, error.field)}))
}

const isWithin = (field: string, path: string): boolean =>
  field === path || (field.startsWith(path) && '.['.includes(field[path.length]!))

interface Place {
  resource: boolean
  /** The first part of the schema above in which old and new values cannot be told to be the same. */
  uncorrelatable?: string
  /** How many of these values an object can have at most; undefined if nothing limits them. */
  instances: number | undefined
  total: CostTotal
  /** The fields about which something else is wrong: rules around them are not looked at. */
  wrong: readonly string[]
}

const embedded = (schema: Json): boolean => schema['x-kubernetes-embedded-resource'] === true

function schemaErrors(schema: Json, path: string, place: Place): FieldError[] {
  const errors: FieldError[] = []
  const {items, additionalProperties, properties} = schema
  if (isObject(additionalProperties))
    errors.push(
      ...schemaErrors(additionalProperties, `${path}.additionalProperties`, {
        ...place,
        resource: embedded(additionalProperties),
        instances: times(place.instances, schema['maxProperties']),
      }),
    )
  for (const [name, field] of Object.entries(isObject(properties) ? properties : {}).sort(([a], [b]) =>
    a < b ? -1 : 1,
  ))
    if (isObject(field))
      errors.push(
        ...schemaErrors(field, `${path}.properties[${name}]`, {
          ...place,
          resource: embedded(field),
        }),
      )
  if (isObject(items)) {
    const correlatable = schema['x-kubernetes-list-type'] === 'map'
    errors.push(
      ...schemaErrors(items, `${path}.items`, {
        ...place,
        ...(!correlatable && {uncorrelatable: place.uncorrelatable ?? path}),
        resource: embedded(items),
        instances: times(place.instances, schema['maxItems']),
      }),
    )
  }
  if (place.wrong.some(field => isWithin(field, path))) return errors
  const rules = Array.isArray(schema['x-kubernetes-validations']) ? schema['x-kubernetes-validations'] : []
  for (const [index, rule] of rules.entries())
    if (isObject(rule))
      errors.push(...ruleErrors(schema, rule as unknown as Rule, `${path}.x-kubernetes-validations[${index}]`, place))
  return errors
}

function times(instances: number | undefined, most: unknown): number | undefined {
  if (instances === undefined || typeof most !== 'number') return undefined
  return instances * Math.max(most, 0)
}

function ruleErrors(schema: Json, rule: Rule, at: string, place: Place): FieldError[] {
  const declaration = declarationOf(schema, place.resource)
  const compiled = compileRule(declaration, rule)
  const errors: FieldError[] = []
  if ('problem' in compiled) {
    if (compiled.problem) errors.push(invalidValue(`${at}.rule`, quoted(rule), compiled.problem))
    return [...errors, ...optionalErrors(rule, at)]
  }
  const cost = compiled.cost() * (place.instances ?? mostInstances(declaration!))
  if (cost > ruleLimit) errors.push(forbiddenField(`${at}.rule`, costMessage('estimated rule cost', cost, ruleLimit)))
  place.total.observe(`${at}.rule`, cost)
  if (compiled.messageProblem)
    errors.push(invalidValue(`${at}.messageExpression`, quoted(rule), compiled.messageProblem))
  else if (compiled.message) {
    const messageCost = compiled.messageCost()
    if (messageCost > ruleLimit)
      errors.push(
        forbiddenField(
          `${at}.messageExpression`,
          costMessage('estimated messageExpression cost', messageCost, ruleLimit),
        ),
      )
    place.total.observe(`${at}.messageExpression`, messageCost)
  }
  if (compiled.usesOldSelf && place.uncorrelatable)
    errors.push(
      invalidValue(
        `${at}.rule`,
        rule.rule,
        `oldSelf cannot be used on the uncorrelatable portion of the schema within ${place.uncorrelatable}`,
      ),
    )
  return compiled.usesOldSelf ? errors : [...errors, ...optionalErrors(rule, at)]
}

const optionalErrors = ({optionalOldSelf}: Rule, at: string): FieldError[] =>
  optionalOldSelf === undefined
    ? []
    : [invalidValue(`${at}.optionalOldSelf`, optionalOldSelf, 'may not be set if oldSelf is not used in rule')]

/** A rule as Go's internal type is quoted. */
const quoted = ({
  rule,
  message = '',
  messageExpression = '',
  reason,
  fieldPath = '',
  optionalOldSelf,
}: Rule): object => ({
  Rule: rule,
  Message: message,
  MessageExpression: messageExpression,
  Reason: reason ?? null,
  FieldPath: fieldPath,
  OptionalOldSelf: optionalOldSelf ?? null,
})
