import type {CSIStorageCapacity} from '../../../api/kinds.ts'
import {plainColumns} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'
import {validateCsiStorageCapacity, validateCsiStorageCapacityUpdate} from './csi-storage-capacity/validate.ts'
import {storageCapacityWarnings} from './csi-storage-capacity/warnings.ts'

export const csiStorageCapacity = defineResource<CSIStorageCapacity>({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSIStorageCapacity',
  plural: 'csistoragecapacities',
  singular: 'csistoragecapacity',
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.storage.v1.CSIStorageCapacity',
  storage: {prefix: '/registry/csistoragecapacities'},
  storageVersionHash: 'xeVl+2Ly1kE=',
  validate: validateCsiStorageCapacity,
  validateUpdate: validateCsiStorageCapacityUpdate,
  warnings: storageCapacityWarnings,
  columns: plainColumns,
})
