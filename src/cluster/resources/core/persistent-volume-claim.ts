import type {PersistentVolumeClaim} from '../../../api/kinds.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'

export const persistentVolumeClaim = defineResource<PersistentVolumeClaim>({
  group: '',
  version: 'v1',
  kind: 'PersistentVolumeClaim',
  plural: 'persistentvolumeclaims',
  singular: 'persistentvolumeclaim',
  shortNames: ['pvc'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.core.v1.PersistentVolumeClaim',
  storage: {prefix: '/registry/persistentvolumeclaims'},
  storageVersionHash: 'QWTyNDq0dC4=',
  subresources: {
    status: {kind: 'PersistentVolumeClaim', verbs: readWriteVerbs},
  },
  unconditionalUpdate: true,
})
