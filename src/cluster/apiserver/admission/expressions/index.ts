import {invalid} from '../../../../api/status-error.ts'
import type {AdmissionPlugin} from '../admission.ts'

const checked: Record<string, 'definition' | 'policy' | 'webhooks' | 'devices'> = {
  'apiextensions.k8s.io/customresourcedefinitions': 'definition',
  'admissionregistration.k8s.io/validatingadmissionpolicies': 'policy',
  'admissionregistration.k8s.io/validatingwebhookconfigurations': 'webhooks',
  'admissionregistration.k8s.io/mutatingwebhookconfigurations': 'webhooks',
  'resource.k8s.io/deviceclasses': 'devices',
  'resource.k8s.io/resourceclaims': 'devices',
  'resource.k8s.io/resourceclaimtemplates': 'devices',
}

/** Refuses CEL that does not compile. The part of these kinds' validation that needs the compiler, and so is loaded only for them. */
export const expressions: AdmissionPlugin = {
  name: 'Expressions',
  async validate({definition, subresource, object, old}) {
    const kind = checked[`${definition.group}/${definition.plural}`]
    if (!kind || !object || subresource) return
    const errors =
      kind === 'definition'
        ? (await import('./definition-expressions.ts')).definitionErrors(object, old)
        : kind === 'policy'
          ? (await import('./policy-expressions.ts')).policyErrors(object, old)
          : kind === 'webhooks'
            ? (await import('./policy-expressions.ts')).webhookErrors(object, old)
            : (await import('./device-expressions.ts')).deviceErrors(object, old)
    if (errors.length > 0) throw invalid(definition, object.metadata.name ?? '', errors)
  },
}
