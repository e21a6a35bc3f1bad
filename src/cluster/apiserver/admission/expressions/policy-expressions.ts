import {type FieldError, invalidValue} from '../../../../api/field-error.ts'
import type {ValidatingAdmissionPolicy, ValidatingWebhookConfiguration} from '../../../../api/kinds.ts'
import type {KubeObject} from '../../../../api/object.ts'
import {compiled} from '../dynamic/conditions.ts'

/** The expressions of a policy that do not compile. */
export function policyErrors(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  const {spec} = object as ValidatingAdmissionPolicy
  const known = JSON.stringify(old?.['spec'] ?? {})
  const errors: FieldError[] = []
  const check = (path: string, expression: string | undefined, result?: 'bool' | 'string'): void => {
    if (!expression?.trim() || known.includes(JSON.stringify(expression))) return
    const found = compiled(expression, result)
    if ('problem' in found) errors.push(invalidValue(path, expression, found.problem))
  }
  for (const [index, {expression}] of (spec?.matchConditions ?? []).entries())
    check(`spec.matchConditions[${index}].expression`, expression, 'bool')
  for (const [index, {expression}] of (spec?.variables ?? []).entries())
    check(`spec.variables[${index}].expression`, expression)
  for (const [index, {expression, messageExpression}] of (spec?.validations ?? []).entries()) {
    check(`spec.validations[${index}].expression`, expression, 'bool')
    check(`spec.validations[${index}].messageExpression`, messageExpression, 'string')
  }
  for (const [index, {valueExpression}] of (spec?.auditAnnotations ?? []).entries())
    check(`spec.auditAnnotations[${index}].valueExpression`, valueExpression)
  return errors
}

/** The match conditions of webhooks that do not compile. */
export function webhookErrors(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  const known = JSON.stringify(old?.['webhooks'] ?? [])
  const {webhooks = []} = object as ValidatingWebhookConfiguration
  return webhooks.flatMap(({matchConditions = []}, place) =>
    matchConditions.flatMap(({expression}, index) => {
      if (known.includes(JSON.stringify(expression))) return []
      const found = compiled(expression, 'bool')
      const path = `webhooks[${place}].matchConditions[${index}].expression`
      return 'problem' in found ? [invalidValue(path, expression, found.problem)] : []
    }),
  )
}
