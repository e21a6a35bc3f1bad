import type {VolumeAttachment} from '../../../api/kinds.ts'
import {ageColumn, boolean, nameColumn, text} from '../columns.ts'
import {setRemoteVolumeDefaults} from '../core/pod/defaults.ts'
import {defineResource} from '../define-resource.ts'
import {dropGated, type GatedFields} from '../gated-fields.ts'
import {keptMetadata} from '../metadata/kept-on-status-update.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {validateVolumeAttachment, validateVolumeAttachmentUpdate} from './volume-attachment/validate.ts'

const errorCodes: GatedFields[] = ['status.attachError.errorCode', 'status.detachError.errorCode'].map(fields => ({
  features: 'MutableCSINodeAllocatableCount',
  fields,
}))

export const volumeAttachment = defineResource<VolumeAttachment>({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'VolumeAttachment',
  plural: 'volumeattachments',
  singular: 'volumeattachment',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.storage.v1.VolumeAttachment',
  storage: {prefix: '/registry/volumeattachments'},
  returnsDeleted: true,
  storageVersionHash: 'tJx/ezt6UDU=',
  subresources: {
    status: {kind: 'VolumeAttachment', verbs: readWriteVerbs},
  },
  defaults({spec}) {
    const volume = spec?.source?.inlineVolumeSpec
    if (volume?.hostPath) volume.hostPath.type ??= ''
    if (volume) setRemoteVolumeDefaults(volume)
  },
  prepareForStatusUpdate(attachment, old, {features}) {
    attachment.spec = old.spec
    dropGated(errorCodes, attachment, {features, old})
  },
  keptOnStatusUpdate: keptMetadata,
  validate: validateVolumeAttachment,
  validateUpdate: validateVolumeAttachmentUpdate,
  columns: [
    nameColumn,
    {...text<VolumeAttachment>('Attacher', ({spec}) => spec.attacher), format: 'name'},
    text('PV', ({spec}) => spec.source.persistentVolumeName ?? ''),
    text('Node', ({spec}) => spec.nodeName),
    boolean('Attached', ({status}) => status?.attached ?? false),
    ageColumn,
  ],
})
