import type {MutatingWebhookConfiguration} from '../../../api/kinds.ts'
import {ageColumn, integer, nameColumn} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'

export const mutatingWebhookConfiguration = defineResource<MutatingWebhookConfiguration>({
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
  columns: [nameColumn, integer('Webhooks', ({webhooks}) => webhooks?.length ?? 0), ageColumn],
})
