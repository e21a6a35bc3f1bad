import type {AdmissionAttributes} from '../admission.ts'

const reviews = new Set(['authentication.k8s.io', 'authorization.k8s.io'])

/** Policies cannot lock out their own repair, nor questions about who somebody is and what he may do. */
export const isExemptFromPolicies = ({definition: {group}}: AdmissionAttributes): boolean =>
  group === 'admissionregistration.k8s.io' || reviews.has(group)
