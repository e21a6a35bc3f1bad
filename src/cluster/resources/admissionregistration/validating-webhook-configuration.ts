import type {ValidatingWebhookConfiguration} from '../../../api/kinds.ts'
import {ageColumn, integer, nameColumn} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {sameExactly} from '../validation/equality.ts'
import {everyVerb} from '../verbs.ts'
import {setWebhookDefaults} from './webhooks/defaults.ts'
import {validateWebhooks} from './webhooks/validate.ts'

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
  defaults: setWebhookDefaults,
  prepareForCreate({metadata}) {
    metadata.generation = 1
  },
  prepareForUpdate(configuration, old) {
    const same = sameExactly(configuration.webhooks, old.webhooks)
    configuration.metadata.generation = (old.metadata.generation ?? 0) + (same ? 0 : 1)
  },
  validate: validateWebhooks,
  columns: [nameColumn, integer('Webhooks', ({webhooks}) => webhooks?.length ?? 0), ageColumn],
})
