import type {PersistentVolume} from '../../../api/kinds.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'

export const persistentVolume = defineResource<PersistentVolume>({
  group: '',
  version: 'v1',
  kind: 'PersistentVolume',
  plural: 'persistentvolumes',
  singular: 'persistentvolume',
  shortNames: ['pv'],
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.core.v1.PersistentVolume',
  storage: {prefix: '/registry/persistentvolumes'},
  storageVersionHash: 'HN/zwEC+JgM=',
  subresources: {
    status: {kind: 'PersistentVolume', verbs: readWriteVerbs},
  },
  unconditionalUpdate: true,
})
