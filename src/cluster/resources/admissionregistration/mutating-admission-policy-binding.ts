import type {MutatingAdmissionPolicyBinding} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'
import {setPolicyBindingDefaults} from './policies/defaults.ts'
import {paramText} from './policies/param-text.ts'
import {validateMutatingPolicyBinding} from './policies/validate-mutating.ts'

/** Off by default; the same in both versions, but that the older one has a default for parameters that are not there. */
export const mutatingAdmissionPolicyBindings = ['v1beta1', 'v1alpha1'].map(version =>
  defineResource<MutatingAdmissionPolicyBinding>({
    group: 'admissionregistration.k8s.io',
    version,
    kind: 'MutatingAdmissionPolicyBinding',
    plural: 'mutatingadmissionpolicybindings',
    singular: 'mutatingadmissionpolicybinding',
    categories: ['api-extensions'],
    namespaced: false,
    verbs: everyVerb,
    schema: `io.k8s.api.admissionregistration.${version}.MutatingAdmissionPolicyBinding`,
    storage: {
      prefix: '/registry/mutatingadmissionpolicybindings',
      version: 'admissionregistration.k8s.io/v1alpha1',
      toStored: binding => ({...binding, apiVersion: 'admissionregistration.k8s.io/v1alpha1'}),
    },
    storageVersionHash: 'Q2Qe566oRi8=',
    generation: true,
    defaults(binding) {
      setPolicyBindingDefaults(binding)
      if (version === 'v1alpha1' && binding.spec?.paramRef) binding.spec.paramRef.parameterNotFoundAction ??= 'Deny'
    },
    validate: validateMutatingPolicyBinding,
    columns: [
      nameColumn,
      text('PolicyName', ({spec}) => spec?.policyName ?? ''),
      text('ParamRef', ({spec}) => paramText(spec?.paramRef)),
      ageColumn,
    ],
  }),
)
