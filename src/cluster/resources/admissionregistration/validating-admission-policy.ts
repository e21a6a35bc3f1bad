import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'

export const validatingAdmissionPolicy = defineResource({
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'ValidatingAdmissionPolicy',
  plural: 'validatingadmissionpolicies',
  singular: 'validatingadmissionpolicy',
  categories: ['api-extensions'],
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicy',
  storage: {prefix: '/registry/validatingadmissionpolicies'},
  storageVersionHash: '6OxvlMmQ6is=',
  subresources: {
    status: {kind: 'ValidatingAdmissionPolicy', verbs: readWriteVerbs},
  },
  generation: true,
})
