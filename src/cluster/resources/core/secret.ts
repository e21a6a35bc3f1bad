import type {Secret} from '../../../api/kinds.ts'
import {ageColumn, integer, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'
import {validateSecret, validateSecretUpdate} from './secret/validate.ts'
import {secretWarnings} from './secret/warnings.ts'

export const secret = defineResource<Secret>({
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  singular: 'secret',
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.core.v1.Secret',
  storage: {prefix: '/registry/secrets'},
  storageVersionHash: 'S6u1pOWzb84=',
  unconditionalUpdate: true,
  fieldSelectors: {type: ({type}) => type ?? ''},
  defaults(secret) {
    secret.type ||= 'Opaque'
    mergeStringData(secret)
  },
  validate: validateSecret,
  validateUpdate: validateSecretUpdate,
  warnings: secretWarnings,
  columns: [
    nameColumn,
    text('Type', ({type}) => type ?? ''),
    {...integer<Secret>('Data', ({data}) => Object.keys(data ?? {}).length), type: 'string'},
    ageColumn,
  ],
})

/** Plain text on its way in becomes data. */
function mergeStringData(secret: Secret): void {
  if (!secret.stringData) return
  const encoded = Object.entries(secret.stringData).map(([key, value]) => [key, Buffer.from(value).toString('base64')])
  secret.data = {...secret.data, ...Object.fromEntries(encoded)}
  delete secret.stringData
}
