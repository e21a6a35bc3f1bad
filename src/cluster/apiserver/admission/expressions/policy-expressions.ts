import {
  celTypes,
  compileExpression,
  conditionScope,
  type ExpressionScope,
  policyScope,
} from '../../../../api/cel/index.ts'
import {type FieldError, invalidValue} from '../../../../api/field-error.ts'
import type {ValidatingAdmissionPolicy, ValidatingWebhookConfiguration} from '../../../../api/kinds.ts'
import type {KubeObject} from '../../../../api/object.ts'

/** The expressions of a policy that do not compile. */
export function policyErrors(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  const {spec} = object as ValidatingAdmissionPolicy
  if (!spec) return []
  const known = JSON.stringify(old?.['spec'] ?? {})
  const isNew = (expression: string | undefined): expression is string =>
    Boolean(expression?.trim()) && !known.includes(JSON.stringify(expression))
  const errors: FieldError[] = []
  const {scope, problems} = policyScope(spec)
  const check = (path: string, expression: string | undefined, wanted: Wanted): void => {
    const problem = isNew(expression) ? problemOf(expression, wanted, wanted.scope ?? scope) : undefined
    if (problem) errors.push(invalidValue(path, expression, problem))
  }
  for (const [index, {expression}] of (spec.matchConditions ?? []).entries())
    check(`spec.matchConditions[${index}].expression`, expression, {kinds: ['bool'], what: 'bool'})
  for (const {index, problem} of problems) {
    const expression = spec.variables?.[index]?.expression
    if (isNew(expression)) errors.push(invalidValue(`spec.variables[${index}].expression`, expression, problem))
  }
  for (const [index, {expression, messageExpression}] of (spec.validations ?? []).entries()) {
    check(`spec.validations[${index}].expression`, expression, {kinds: ['bool'], what: 'bool'})
    check(`spec.validations[${index}].messageExpression`, messageExpression, {
      kinds: ['string'],
      what: 'string',
      scope: {...scope, authorizer: false},
    })
  }
  for (const [index, {valueExpression}] of (spec.auditAnnotations ?? []).entries())
    check(`spec.auditAnnotations[${index}].valueExpression`, valueExpression, {
      kinds: ['string', 'null'],
      what: 'one of [string null_type]',
    })
  return errors
}

interface Wanted {
  kinds: string[]
  what: string
  scope?: ExpressionScope
}

function problemOf(expression: string, {kinds, what}: Wanted, scope: ExpressionScope): string | undefined {
  const found = compileExpression(expression, scope)
  if ('problem' in found) return found.problem
  const {type} = found.program
  return kinds.includes(type.kind) ? undefined : `must evaluate to ${what} but got ${celTypes.typeName(type)}`
}

/** The match conditions of webhooks that do not compile. */
export function webhookErrors(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  const known = JSON.stringify(old?.['webhooks'] ?? [])
  const {webhooks = []} = object as ValidatingWebhookConfiguration
  return webhooks.flatMap(({matchConditions = []}, place) =>
    matchConditions.flatMap(({expression}, index) => {
      if (known.includes(JSON.stringify(expression))) return []
      const problem = problemOf(expression, {kinds: ['bool'], what: 'bool'}, conditionScope)
      const path = `webhooks[${place}].matchConditions[${index}].expression`
      return problem ? [invalidValue(path, expression, problem)] : []
    }),
  )
}
