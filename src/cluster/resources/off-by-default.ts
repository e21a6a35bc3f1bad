import {mutatingAdmissionPolicies} from './admissionregistration/mutating-admission-policy.ts'
import {mutatingAdmissionPolicyBindings} from './admissionregistration/mutating-admission-policy-binding.ts'
import type {ResourceDefinition} from './define-resource.ts'

/** Kinds of versions that are served only where --runtime-config says so. */
export const resourcesOffByDefault: ResourceDefinition[] = [
  ...mutatingAdmissionPolicies,
  ...mutatingAdmissionPolicyBindings,
]
