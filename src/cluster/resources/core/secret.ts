import type {Secret} from '../../../api/kinds.ts'
import {ageColumn, integer, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'

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
  columns: [
    nameColumn,
    text('Type', ({type}) => type ?? ''),
    {...integer<Secret>('Data', ({data}) => Object.keys(data ?? {}).length), type: 'string'},
    ageColumn,
  ],
})
