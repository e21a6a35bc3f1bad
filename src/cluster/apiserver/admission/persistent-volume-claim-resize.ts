import {builtin} from '../../../api/builtin-resources.ts'
import type {PersistentVolumeClaim, StorageClass} from '../../../api/kinds.ts'
import {compareQuantities} from '../../../api/quantity.ts'
import type {ServerParts} from '../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {isAbout} from './is-kind.ts'
import {lookUp} from './lookup.ts'
import {refuse} from './refuse.ts'

const {storageClasses} = builtin

/** Lets claims grow only once they are bound, and only where their class allows it. */
export const persistentVolumeClaimResize: AdmissionPlugin = {
  name: 'PersistentVolumeClaimResize',
  validate: (attributes, server) =>
    attributes.operation === 'UPDATE' && isAbout(attributes, '', 'persistentvolumeclaims')
      ? check(attributes, server)
      : undefined,
}

async function check(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
  const [claim, old] = [attributes.object, attributes.old] as PersistentVolumeClaim[]
  if (compareQuantities(sizeOf(claim!), sizeOf(old!)) <= 0) return
  if (old!.status?.phase !== 'Bound') throw refuse(attributes, 'Only bound persistent volume claims can be expanded')
  if (!(await mayGrow(server, claim!, old!)))
    throw refuse(
      attributes,
      'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    )
}

const sizeOf = ({spec}: PersistentVolumeClaim): string => spec?.resources?.requests?.['storage'] ?? '0'

async function mayGrow(server: ServerParts, claim: PersistentVolumeClaim, old: PersistentVolumeClaim) {
  const name = classOf(claim)
  if (!name || name !== classOf(old)) return false
  return (await lookUp<StorageClass>(server, storageClasses, '', name))?.allowVolumeExpansion === true
}

const classOf = ({metadata, spec}: PersistentVolumeClaim): string | undefined =>
  metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec?.storageClassName
