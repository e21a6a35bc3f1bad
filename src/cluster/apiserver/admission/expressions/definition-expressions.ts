import {type FieldError, invalidValue} from '../../../../api/field-error.ts'
import {deepEqual} from '../../../../api/json/deep-equal.ts'
import {isObject} from '../../../../api/json/index.ts'
import type {CustomResourceDefinition} from '../../../../api/kinds.ts'
import type {KubeObject} from '../../../../api/object.ts'
import {type Schema, structuralSchema} from '../../../../api/schema/index.ts'
import {compileRule, type Rule} from '../../custom-resources/compile-rule.ts'
import {hasRules} from '../../custom-resources/validate-instance.ts'

/** The rules of a definition that do not compile. */
export function definitionErrors(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  const versions = (object as CustomResourceDefinition).spec.versions ?? []
  const before = (old as CustomResourceDefinition | undefined)?.spec.versions ?? []
  const sources = versions.map(({schema}) => schema?.openAPIV3Schema as object | undefined)
  const shared = sources.length > 0 && sources.every(source => source && deepEqual(source, sources[0]))
  const paths = shared
    ? [['spec.validation.openAPIV3Schema', sources[0]] as const]
    : sources.map((source, index) => [`spec.versions[${index}].schema.openAPIV3Schema`, source] as const)
  return paths.flatMap(([path, source]) => {
    if (!source || !hasRules(source)) return []
    if (before.some(({schema}) => deepEqual(schema?.openAPIV3Schema, source))) return []
    return schemaErrors(structuralSchema(source), path, {resource: true})
  })
}

interface Place {
  resource: boolean
  /** The first part of the schema above in which old and new values cannot be told to be the same. */
  uncorrelatable?: string
}

function schemaErrors(schema: Schema, path: string, place: Place): FieldError[] {
  const errors: FieldError[] = []
  const itemPlace = schema.listType === 'map' ? place : {...place, uncorrelatable: place.uncorrelatable ?? path}
  const {items, source} = schema
  if (items) {
    const keyword = schema.type === 'array' ? 'items' : 'additionalProperties'
    const below = schema.type === 'array' ? itemPlace : place
    errors.push(...schemaErrors(items, `${path}.${keyword}`, {...below, resource: items.embeddedResource === true}))
  }
  for (const [name, field] of [...schema.fields].sort(([a], [b]) => (a < b ? -1 : 1)))
    errors.push(
      ...schemaErrors(field.schema, `${path}.properties[${name}]`, {
        ...place,
        resource: field.schema.embeddedResource === true,
      }),
    )
  const rules = Array.isArray(source?.['x-kubernetes-validations']) ? source['x-kubernetes-validations'] : []
  for (const [index, rule] of rules.entries())
    if (isObject(rule)) errors.push(...ruleErrors(schema, rule as unknown as Rule, index, path, place))
  return errors
}

function ruleErrors(schema: Schema, rule: Rule, index: number, path: string, place: Place): FieldError[] {
  const compiled = compileRule(schema, rule, place.resource)
  const at = `${path}.x-kubernetes-validations[${index}]`
  const errors: FieldError[] = []
  if ('problem' in compiled) errors.push(invalidValue(`${at}.rule`, quoted(rule), compiled.problem))
  if (compiled.messageProblem)
    errors.push(invalidValue(`${at}.messageExpression`, quoted(rule), compiled.messageProblem))
  if ('problem' in compiled) return errors
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
