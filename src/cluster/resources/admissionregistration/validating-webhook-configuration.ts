import type {ValidatingWebhookConfiguration} from '../../../api/kinds.ts'
import {ageColumn, integer, nameColumn} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'

export const validatingWebhookConfiguration = defineResource<ValidatingWebhookConfiguration>({
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'ValidatingWebhookConfiguration',
  plural: 'validatingwebhookconfigurations',
  singular: 'validatingwebhookconfiguration',
  categories: ['api-extensions'],
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.admissionregistration.v1.ValidatingWebhookConfiguration',
  storage: {prefix: '/registry/validatingwebhookconfigurations'},
  storageVersionHash: 'B0wHjQmsGNk=',
  columns: [nameColumn, integer('Webhooks', ({webhooks}) => webhooks?.length ?? 0), ageColumn],
})
