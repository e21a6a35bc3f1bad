import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'

export const csiNode = defineResource({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSINode',
  plural: 'csinodes',
  singular: 'csinode',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.storage.v1.CSINode',
  storage: {prefix: '/registry/csinodes'},
  storageVersionHash: 'Pe62DkZtjuo=',
})
