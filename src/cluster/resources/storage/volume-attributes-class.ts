import type {VolumeAttributesClass} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'

export const volumeAttributesClass = defineResource<VolumeAttributesClass>({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'VolumeAttributesClass',
  plural: 'volumeattributesclasses',
  singular: 'volumeattributesclass',
  shortNames: ['vac'],
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.storage.v1.VolumeAttributesClass',
  storage: {prefix: '/registry/volumeattributesclasses', version: 'storage.k8s.io/v1beta1'},
  storageVersionHash: 'Bl3MtjZ/n/s=',
  unconditionalUpdate: true,
  columns: [nameColumn, text('DriverName', ({driverName}) => driverName), ageColumn],
})
