import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'

export const validatingAdmissionPolicyBinding = defineResource({
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
})
