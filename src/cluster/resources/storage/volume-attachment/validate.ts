import {
  type FieldError,
  forbiddenField,
  invalidValue,
  pendingMetadata,
  required,
  tooLong,
} from '../../../../api/field-error.ts'
import type {VolumeAttachment} from '../../../../api/kinds.ts'
import {isDns1123Subdomain} from '../../../../api/names.ts'
import {validateCsiDriverName} from '../../core/volumes/csi.ts'
import {goJson} from '../../go-types/go-json.ts'
import {immutableMessage, sameMeaning} from '../../validation/equality.ts'
import {type Errors, invalidBecause} from '../../validation/errors.ts'
import {inlineSpecErrors} from './inline-spec.ts'

const metadataLimit = 256 * 1024

export const validateVolumeAttachment = (attachment: VolumeAttachment): FieldError[] => [
  ...errorsOf(attachment),
  ...validateCsiDriverName('spec.attacher', attachment.spec.attacher),
  ...nameErrors(attachment.spec.source.persistentVolumeName),
]

export const validateVolumeAttachmentUpdate = (attachment: VolumeAttachment, old: VolumeAttachment): FieldError[] => [
  ...errorsOf(attachment),
  pendingMetadata('M'),
  ...errorsOf(attachment),
  ...(sameMeaning(attachment.spec, old.spec)
    ? []
    : [invalidValue('spec', internalSpec(attachment.spec), immutableMessage)]),
]

/** As Go's internal type would be quoted. */
const internalSpec = ({attacher = '', source, nodeName = ''}: VolumeAttachment['spec']) => ({
  Attacher: attacher,
  Source: {
    PersistentVolumeName: source?.persistentVolumeName ?? null,
    InlineVolumeSpec: source?.inlineVolumeSpec ? goJson('PersistentVolumeSpec', source.inlineVolumeSpec) : null,
  },
  NodeName: nodeName,
})

const nameErrors = (name: string | undefined): Errors =>
  name === undefined ? [] : invalidBecause('spec.source.persistentVolumeName', name, isDns1123Subdomain(name))

function* errorsOf({spec, status}: VolumeAttachment): Errors {
  const {inlineVolumeSpec, persistentVolumeName} = spec.source ?? {}
  const exactlyOne = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName'
  if (!spec.attacher) yield required('spec.attacher')
  if (!inlineVolumeSpec && persistentVolumeName === undefined) yield required('spec.source', exactlyOne)
  else if (inlineVolumeSpec && persistentVolumeName !== undefined) yield forbiddenField('spec.source', exactlyOne)
  else if (persistentVolumeName === '')
    yield required('spec.source.persistentVolumeName', 'must specify non empty persistentVolumeName')
  else if (inlineVolumeSpec) yield* inlineSpecErrors('spec.source.inlineVolumeSpec', inlineVolumeSpec)
  yield* invalidBecause('spec.nodeName', spec.nodeName ?? '', isDns1123Subdomain(spec.nodeName ?? ''))
  const size = JSON.stringify(status?.attachmentMetadata ?? {}).length
  if (size > metadataLimit) yield tooLong('status.attachmentMetadata', metadataLimit)
  for (const field of ['attachError', 'detachError'] as const)
    if ((status?.[field]?.errorCode ?? 0) < 0)
      yield invalidValue(
        `status.${field}.errorCode`,
        status?.[field]?.errorCode,
        'must be between 0 and 2147483647, inclusive',
      )
}
