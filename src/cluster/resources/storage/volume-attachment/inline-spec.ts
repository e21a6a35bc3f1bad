import {forbiddenField, required} from '../../../../api/field-error.ts'
import type {PersistentVolume} from '../../../../api/kinds.ts'
import {validateAccessModes} from '../../core/volumes/access-modes.ts'
import {validatePersistentSource} from '../../core/volumes/persistent-sources.ts'
import type {Errors} from '../../validation/errors.ts'

/** A volume that is attached without a PersistentVolume is a CSI driver's, and says nothing that only a PersistentVolume would. */
export function* inlineSpecErrors(at: string, spec: NonNullable<PersistentVolume['spec']>): Errors {
  if (spec.claimRef) yield notInline(`${at}.claimRef`)
  if (Object.keys(spec.capacity ?? {}).length > 0) yield notInline(`${at}.capacity`)
  if (!spec.csi) yield required(`${at}.csi`, 'has to be specified in the context of inline volumes')
  if (!spec.accessModes?.length) yield required(`${at}.accessModes`)
  yield* validateAccessModes(`${at}.accessModes`, spec.accessModes)
  if (spec.persistentVolumeReclaimPolicy && spec.persistentVolumeReclaimPolicy !== 'Retain')
    yield forbiddenField(`${at}.persistentVolumeReclaimPolicy`, 'may only be Retain in the context of inline volumes')
  if (spec.nodeAffinity) yield notInline(`${at}.nodeAffinity`)
  yield* validatePersistentSource(at, spec, '')
  if (spec.storageClassName) yield notInline(`${at}.storageClassName`)
  if (spec.volumeMode !== undefined && spec.volumeMode !== 'Filesystem')
    yield forbiddenField(
      `${at}.volumeMode`,
      'may not specify volumeMode other than Filesystem in the context of inline volumes',
    )
}

const notInline = (field: string) => forbiddenField(field, 'may not be specified in the context of inline volumes')
