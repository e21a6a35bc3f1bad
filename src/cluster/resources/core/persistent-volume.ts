import type {PersistentVolume} from '../../../api/kinds.ts'
import {timeOf} from '../../../api/time.ts'
import {ageColumn, nameColumn, text, wide} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {droppingGated} from '../gated-fields.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {accessModesText, storageClassOf} from '../volume-columns.ts'
import {setPersistentVolumeDefaults} from './persistent-volume/defaults.ts'
import {validatePersistentVolume, validatePersistentVolumeUpdate} from './persistent-volume/validate.ts'
import {volumeWarnings} from './persistent-volume/warnings.ts'

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
  returnsDeleted: true,
  subresources: {
    status: {kind: 'PersistentVolume', verbs: readWriteVerbs},
  },
  unconditionalUpdate: true,
  defaults: setPersistentVolumeDefaults,
  dropDisabled: droppingGated({features: 'VolumeAttributesClass', fields: 'spec.volumeAttributesClassName'}),
  prepareForCreate(volume, {now}) {
    volume.status = {phase: 'Pending', lastPhaseTransitionTime: timeOf(now)}
  },
  prepareForUpdate(volume, old) {
    volume.status = old.status
  },
  prepareForStatusUpdate(volume, old, {now}) {
    volume.spec = old.spec
    volume.status ??= {}
    const {phase, lastPhaseTransitionTime: time} = volume.status
    const before = old.status?.lastPhaseTransitionTime
    if (phase === old.status?.phase) volume.status.lastPhaseTransitionTime ??= before
    else if (time === undefined || time === before) volume.status.lastPhaseTransitionTime = timeOf(now)
    if (volume.status.lastPhaseTransitionTime === undefined) delete volume.status.lastPhaseTransitionTime
  },
  validate: validatePersistentVolume,
  validateUpdate: validatePersistentVolumeUpdate,
  warnings: volumeWarnings,
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
