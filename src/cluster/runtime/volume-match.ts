import type {PersistentVolume, PersistentVolumeClaim} from '../../../api/kinds.ts'
import {compareQuantities} from '../../../api/quantity.ts'
import {matchesSelector} from '../../runtime/label-selector.ts'

export const annotations = {
  bindCompleted: 'pv.kubernetes.io/bind-completed',
  boundByController: 'pv.kubernetes.io/bound-by-controller',
  provisionedBy: 'pv.kubernetes.io/provisioned-by',
  storageProvisioner: 'volume.kubernetes.io/storage-provisioner',
  betaStorageProvisioner: 'volume.beta.kubernetes.io/storage-provisioner',
  selectedNode: 'volume.kubernetes.io/selected-node',
} as const

export const claimKeyOf = ({spec}: PersistentVolume): string | undefined =>
  spec?.claimRef ? `${spec.claimRef.namespace}/${spec.claimRef.name}` : undefined

/** Whether a volume is reserved for a claim: by name, and by uid once there is one. */
export function isReservedFor(volume: PersistentVolume, {metadata}: PersistentVolumeClaim): boolean {
  const reference = volume.spec?.claimRef
  return (
    reference !== undefined &&
    reference.namespace === metadata.namespace &&
    reference.name === metadata.name &&
    (!reference.uid || reference.uid === metadata.uid)
  )
}

/** The volume for a claim: one reserved for it, or else the smallest free one that offers what it asks for. */
export function findVolume(
  volumes: Iterable<PersistentVolume>,
  claim: PersistentVolumeClaim,
  {reservedOnly = false} = {},
): PersistentVolume | undefined {
  let best: PersistentVolume | undefined
  for (const volume of volumes) {
    if (volume.metadata.deletionTimestamp || !satisfies(volume, claim)) continue
    if (isReservedFor(volume, claim)) return volume
    if (reservedOnly || volume.spec?.claimRef || volume.status?.phase === 'Released') continue
    if (claim.spec?.selector && !matchesSelector(claim.spec.selector, volume.metadata.labels)) continue
    if (!best || isSmaller(volume, best)) best = volume
  }
  return best
}

export function satisfies({spec}: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const wanted = claim.spec
  const request = wanted?.resources?.requests?.['storage'] ?? '0'
  return (
    compareQuantities(spec?.capacity?.['storage'] ?? '0', request) >= 0 &&
    (wanted?.accessModes ?? []).every(mode => spec?.accessModes?.includes(mode)) &&
    (spec?.storageClassName ?? '') === (wanted?.storageClassName ?? '') &&
    (spec?.volumeMode ?? 'Filesystem') === (wanted?.volumeMode ?? 'Filesystem') &&
    (spec?.volumeAttributesClassName ?? '') === (wanted?.volumeAttributesClassName ?? '')
  )
}

function isSmaller(a: PersistentVolume, b: PersistentVolume): boolean {
  const order = compareQuantities(a.spec?.capacity?.['storage'] ?? '0', b.spec?.capacity?.['storage'] ?? '0')
  return order < 0 || (order === 0 && a.metadata.name! < b.metadata.name!)
}
