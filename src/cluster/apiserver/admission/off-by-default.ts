import type {AdmissionPlugin} from './admission.ts'
import {mutatingAdmissionPolicies} from './policies/mutating/index.ts'

/** Plugins that are on only where a flag or a feature gate says so; loaded then. */
export const pluginsOffByDefault: readonly AdmissionPlugin[] = [mutatingAdmissionPolicies]
