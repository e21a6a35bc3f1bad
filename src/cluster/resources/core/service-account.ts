import type {ServiceAccount} from '../../../api/kinds.ts'
import {ageColumn, integer, nameColumn} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'

export const serviceAccount = defineResource<ServiceAccount>({
  group: '',
  version: 'v1',
  kind: 'ServiceAccount',
  plural: 'serviceaccounts',
  singular: 'serviceaccount',
  shortNames: ['sa'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.core.v1.ServiceAccount',
  storage: {prefix: '/registry/serviceaccounts'},
  storageVersionHash: 'pbx9ZvyFpBE=',
  returnsDeleted: true,
  subresources: {
    token: {kind: 'TokenRequest', group: 'authentication.k8s.io', version: 'v1', verbs: ['create']},
  },
  unconditionalUpdate: true,
  dropDisabled: keepSecretNames,
  warnings: (account, old) =>
    enforces(account) && !(old && enforces(old as ServiceAccount))
      ? [
          `metadata.annotations[${mountableSecrets}]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets`,
        ]
      : [],
  columns: [
    nameColumn,
    {...integer<ServiceAccount>('Secrets', ({secrets}) => secrets?.length ?? 0), type: 'string'},
    ageColumn,
  ],
})

const mountableSecrets = 'kubernetes.io/enforce-mountable-secrets'

const enforces = ({metadata}: ServiceAccount): boolean => metadata.annotations?.[mountableSecrets] !== undefined

/** Of the references to secrets, only the names are kept. */
function keepSecretNames(account: ServiceAccount): void {
  account.secrets = account.secrets?.map(({name}) => (name === undefined ? {} : {name}))
}
