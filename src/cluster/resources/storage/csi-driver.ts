import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'

export const csiDriver = defineResource({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSIDriver',
  plural: 'csidrivers',
  singular: 'csidriver',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.storage.v1.CSIDriver',
  storage: {prefix: '/registry/csidrivers'},
  storageVersionHash: 'hL6j/rwBV5w=',
})
