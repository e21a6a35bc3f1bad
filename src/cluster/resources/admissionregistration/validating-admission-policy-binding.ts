import type {ValidatingAdmissionPolicyBinding} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'
import {setPolicyBindingDefaults} from './policies/defaults.ts'
import {paramText} from './policies/param-text.ts'
import {validatePolicyBinding} from './policies/validate.ts'

export const validatingAdmissionPolicyBinding = defineResource<ValidatingAdmissionPolicyBinding>({
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'ValidatingAdmissionPolicyBinding',
  plural: 'validatingadmissionpolicybindings',
  singular: 'validatingadmissionpolicybinding',
  categories: ['api-extensions'],
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBinding',
  storage: {prefix: '/registry/validatingadmissionpolicybindings'},
  storageVersionHash: 'v9715VZqakg=',
  generation: true,
  defaults: setPolicyBindingDefaults,
  validate: validatePolicyBinding,
  columns: [
    nameColumn,
    text('PolicyName', ({spec}) => spec?.policyName ?? ''),
    text('ParamRef', ({spec}) => paramText(spec?.paramRef)),
    ageColumn,
  ],
})
