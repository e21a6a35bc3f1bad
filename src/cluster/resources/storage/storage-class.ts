import type {StorageClass} from '../../../api/kinds.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'

export const storageClass = defineResource<StorageClass>({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'StorageClass',
  plural: 'storageclasses',
  singular: 'storageclass',
  shortNames: ['sc'],
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.storage.v1.StorageClass',
  storage: {prefix: '/registry/storageclasses'},
  storageVersionHash: 'K+m6uJwbjGY=',
  unconditionalUpdate: true,
})
