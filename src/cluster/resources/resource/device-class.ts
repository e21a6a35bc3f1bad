import {ageColumn, nameColumn} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'

export const deviceClass = defineResource({
  group: 'resource.k8s.io',
  version: 'v1',
  kind: 'DeviceClass',
  plural: 'deviceclasses',
  singular: 'deviceclass',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.resource.v1.DeviceClass',
  storage: {prefix: '/registry/deviceclasses'},
  storageVersionHash: 'weQRMT6DeYM=',
  generation: true,
  unconditionalUpdate: true,
  columns: [nameColumn, ageColumn],
})
