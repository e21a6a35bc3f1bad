import type {StorageClass} from '../../../api/kinds.ts'
import {ageColumn, boolean, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'
import {validateStorageClass, validateStorageClassUpdate} from './storage-class/validate.ts'
import {storageClassWarnings} from './storage-class/warnings.ts'

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
  returnsDeleted: true,
  storageVersionHash: 'K+m6uJwbjGY=',
  unconditionalUpdate: true,
  defaults(storageClass) {
    storageClass.reclaimPolicy ??= 'Delete'
    storageClass.volumeBindingMode ??= 'Immediate'
  },
  validate: validateStorageClass,
  validateUpdate: validateStorageClassUpdate,
  warnings: storageClassWarnings,
  columns: [
    {...nameColumn, cell: ({metadata}) => (isDefault(metadata) ? `${metadata.name} (default)` : metadata.name)},
    text('Provisioner', ({provisioner}) => provisioner),
    text('ReclaimPolicy', ({reclaimPolicy}) => reclaimPolicy ?? 'Delete'),
    text('VolumeBindingMode', ({volumeBindingMode}) => volumeBindingMode ?? 'Immediate'),
    {
      ...boolean<StorageClass>('AllowVolumeExpansion', ({allowVolumeExpansion}) => allowVolumeExpansion ?? false),
      type: 'string',
    },
    ageColumn,
  ],
})

const isDefault = ({annotations}: StorageClass['metadata']): boolean =>
  annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true' ||
  annotations?.['storageclass.beta.kubernetes.io/is-default-class'] === 'true'
