import type {FieldError} from '../../../../api/field-error.ts'
import type {KubeObject} from '../../../../api/object.ts'
import {invalid} from '../../../../api/status-error.ts'
import type {ResourceDefinition} from '../../../resources/define-resource.ts'
import type {ServerParts} from '../../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from '../admission.ts'

const checked: Record<string, 'policy' | 'mutatingPolicy' | 'webhooks'> = {
  'admissionregistration.k8s.io/validatingadmissionpolicies': 'policy',
  'admissionregistration.k8s.io/mutatingadmissionpolicies': 'mutatingPolicy',
  'admissionregistration.k8s.io/validatingwebhookconfigurations': 'webhooks',
  'admissionregistration.k8s.io/mutatingwebhookconfigurations': 'webhooks',
}

/** Refuses CEL that does not compile. The part of these kinds' validation that needs the compiler, and so is loaded only for them. */
export const expressions: AdmissionPlugin = {
  name: 'Expressions',
  partOfKind: true,
  validate(attributes, server) {
    const {definition, subresource, object} = attributes
    if (!object || subresource || !(kindOf(definition) || takesParams(definition))) return undefined
    return check(attributes, object, server)
  },
}

async function check(attributes: AdmissionAttributes, object: KubeObject, server: ServerParts): Promise<void> {
  const {definition, old} = attributes
  let errors = await expressionErrors(definition, object, old)
  if (errors.length === 0 && takesParams(definition))
    errors = await (await import('./param-access.ts')).paramAccessErrors(attributes, server)
  if (errors.length > 0) throw invalid(definition, object.metadata.name ?? '', errors)
}

/** What else is wrong with an object that breaks ordinary rules is its expressions: told together, in the order of Kubernetes' own validation. */
export async function withExpressionErrors(
  errors: FieldError[],
  definition: ResourceDefinition,
  object: KubeObject,
  old?: KubeObject,
): Promise<FieldError[]> {
  if (errors.length === 0) return errors
  if (errors.some(({pending}) => pending === 'device'))
    return (await import('./device-expressions.ts')).withDeviceExpressions(errors)
  if (errors.some(({pending}) => pending))
    return (await import('./definition-expressions.ts')).withRuleErrors(errors, old)
  const more = await expressionErrors(definition, object, old)
  return more.length > 0 ? (await import('./in-field-order.ts')).inFieldOrder(errors, more) : errors
}

async function expressionErrors(
  definition: ResourceDefinition,
  object: KubeObject,
  old: KubeObject | undefined,
): Promise<FieldError[]> {
  const kind = kindOf(definition)
  if (!kind) return []
  if (kind === 'policy') return (await import('./policy-expressions.ts')).policyErrors(object, old)
  if (kind === 'mutatingPolicy') return (await import('./policy-expressions.ts')).mutatingPolicyErrors(object, old)
  return (await import('./policy-expressions.ts')).webhookErrors(object, old)
}

/** Policies and their bindings. */
const takesParams = ({group, plural}: ResourceDefinition): boolean =>
  group === 'admissionregistration.k8s.io' && plural.includes('admissionpolic')

const kindOf = ({group, plural}: ResourceDefinition) => checked[`${group}/${plural}`]
