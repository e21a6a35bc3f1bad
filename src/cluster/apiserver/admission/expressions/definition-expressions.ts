import {type FieldError, forbiddenField, invalidValue} from '../../../../api/field-error.ts'
import {deepEqual} from '../../../../api/json/deep-equal.ts'
import {isObject} from '../../../../api/json/index.ts'
import type {CustomResourceDefinition} from '../../../../api/kinds.ts'
import type {KubeObject} from '../../../../api/object.ts'
import {compileRule, declarationOf, mostInstances, type Rule} from '../../custom-resources/compile-rule.ts'
import {hasRules} from '../../custom-resources/validate-instance.ts'
import {CostTotal, costMessage, ruleLimit} from './rule-costs.ts'

type Json = Record<string, unknown>

/** The rules of a definition that do not compile, or could cost too much. */
export function definitionErrors(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  const versions = (object as CustomResourceDefinition).spec.versions ?? []
  const before = (old as CustomResourceDefinition | undefined)?.spec.versions ?? []
  const sources = versions.map(({schema}) => schema?.openAPIV3Schema as Json | undefined)
  const shared = sources.length > 0 && sources.every(source => source && deepEqual(source, sources[0]))
  const paths = shared
    ? [['spec.validation.openAPIV3Schema', sources[0]] as const]
    : sources.map((source, index) => [`spec.versions[${index}].schema.openAPIV3Schema`, source] as const)
  return paths.flatMap(([path, source]) => {
    if (!source || !hasRules(source)) return []
    if (before.some(({schema}) => deepEqual(schema?.openAPIV3Schema, source))) return []
    const total = new CostTotal()
    const errors = schemaErrors(source, path, {resource: true, instances: 1, total})
    return [...errors, ...total.errors(path)]
  })
}

interface Place {
  resource: boolean
  /** The first part of the schema above in which old and new values cannot be told to be the same. */
  uncorrelatable?: string
  /** How many of these values an object can have at most; undefined if nothing limits them. */
  instances: number | undefined
  total: CostTotal
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
      errors.push(...schemaErrors(field, `${path}.properties[${name}]`, {...place, resource: embedded(field)}))
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
    return errors
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
  if (!compiled.usesOldSelf && rule.optionalOldSelf !== undefined)
    errors.push(
      invalidValue(`${at}.optionalOldSelf`, rule.optionalOldSelf, 'may not be set if oldSelf is not used in rule'),
    )
  return errors
}

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
