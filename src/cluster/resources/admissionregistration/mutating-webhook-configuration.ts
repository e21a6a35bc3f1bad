import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'

export const mutatingWebhookConfiguration = defineResource({
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'MutatingWebhookConfiguration',
  plural: 'mutatingwebhookconfigurations',
  singular: 'mutatingwebhookconfiguration',
  categories: ['api-extensions'],
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.admissionregistration.v1.MutatingWebhookConfiguration',
  storage: {prefix: '/registry/mutatingwebhookconfigurations'},
  storageVersionHash: 'Sqi0GUgDaX0=',
})
