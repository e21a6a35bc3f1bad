import type {PersistentVolume} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text, wide} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {accessModesText, storageClassOf} from '../volume-columns.ts'

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
  columns: [
    nameColumn,
    text('Capacity', ({spec}) => spec?.capacity?.['storage'] ?? '0'),
    text('Access Modes', ({spec}) => accessModesText(spec?.accessModes)),
    text('Reclaim Policy', ({spec}) => spec?.persistentVolumeReclaimPolicy ?? ''),
    text('Status', ({metadata, status}) => (metadata.deletionTimestamp ? 'Terminating' : (status?.phase ?? ''))),
    text('Claim', ({spec}) => (spec?.claimRef ? `${spec.claimRef.namespace ?? ''}/${spec.claimRef.name ?? ''}` : '')),
    text('StorageClass', storageClassOf),
    text('VolumeAttributesClass', ({spec}) => spec?.volumeAttributesClassName ?? '<unset>'),
    text('Reason', ({status}) => status?.reason ?? ''),
    ageColumn,
    wide(text('VolumeMode', ({spec}) => spec?.volumeMode ?? '<unset>')),
  ],
})
