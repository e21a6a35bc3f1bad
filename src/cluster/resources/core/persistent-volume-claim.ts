import type {PersistentVolumeClaim} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text, wide} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {dropGated, droppingGated, type GatedFields} from '../gated-fields.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {accessModesText, storageClassOf} from '../volume-columns.ts'
import {normalizeDataSources} from './persistent-volume-claim/data-sources.ts'
import {setClaimDefaults} from './persistent-volume-claim/defaults.ts'
import {validateClaim, validateClaimStatus, validateClaimUpdate} from './persistent-volume-claim/validate-claim.ts'
import {claimWarnings} from './persistent-volume-claim/warnings.ts'

const gatedStatus: GatedFields[] = ['status.currentVolumeAttributesClassName', 'status.modifyVolumeStatus'].map(
  fields => ({
    features: 'VolumeAttributesClass',
    fields,
  }),
)

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
  returnsDeleted: true,
  subresources: {
    status: {kind: 'PersistentVolumeClaim', verbs: readWriteVerbs},
  },
  unconditionalUpdate: true,
  defaults: setClaimDefaults,
  dropDisabled: droppingGated({features: 'VolumeAttributesClass', fields: 'spec.volumeAttributesClassName'}),
  prepareForCreate(claim, {features}) {
    claim.status = {phase: 'Pending'}
    normalizeDataSources(claim, {features})
  },
  prepareForUpdate(claim, old, {features}) {
    claim.status = old.status
    normalizeDataSources(claim, {features, old})
  },
  prepareForStatusUpdate(claim, old, {features}) {
    claim.spec = old.spec
    dropGated(gatedStatus, claim, {features, old})
  },
  validate: validateClaim,
  validateUpdate: validateClaimUpdate,
  validateStatusUpdate: validateClaimStatus,
  warnings: claimWarnings,
  columns: [
    nameColumn,
    text('Status', ({metadata, status}) => (metadata.deletionTimestamp ? 'Terminating' : (status?.phase ?? ''))),
    text('Volume', ({spec}) => spec?.volumeName ?? ''),
    text('Capacity', ({spec, status}) => (spec?.volumeName ? (status?.capacity?.['storage'] ?? '0') : '')),
    text('Access Modes', ({spec, status}) => (spec?.volumeName ? accessModesText(status?.accessModes) : '')),
    text('StorageClass', storageClassOf),
    text('VolumeAttributesClass', ({spec}) => spec?.volumeAttributesClassName ?? '<unset>'),
    ageColumn,
    wide(text('VolumeMode', ({spec}) => spec?.volumeMode ?? '<unset>')),
  ],
})
