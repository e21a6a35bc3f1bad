import type {Node, PersistentVolume, PersistentVolumeClaim} from '../../api/kinds.ts'
import {compareQuantities} from '../../api/quantity.ts'
import {matchesSelector} from './label-selector.ts'
import {nodeSelectorMatches} from './node-selector.ts'

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

/**
 * The volume for a claim that waits for its pod's node: one reserved for it, which the node must reach then, or else the smallest that is available, offers
 * what it asks for, and can be reached from there.
 */
export function findVolumeOn(
  node: Node,
  volumes: Iterable<PersistentVolume>,
  claim: PersistentVolumeClaim,
): PersistentVolume | undefined {
  let best: PersistentVolume | undefined
  for (const volume of volumes) {
    if (volume.metadata.deletionTimestamp || !satisfies(volume, claim)) continue
    if (isReservedFor(volume, claim)) return isReachable(volume, node) ? volume : undefined
    if (volume.spec?.claimRef || volume.status?.phase !== 'Available') continue
    if (claim.spec?.selector && !matchesSelector(claim.spec.selector, volume.metadata.labels)) continue
    if ((!best || isSmaller(volume, best)) && isReachable(volume, node)) best = volume
  }
  return best
}

/** Whether a node can have a volume. */
export function isReachable({spec}: PersistentVolume, node: Node): boolean {
  const required = spec?.nodeAffinity?.required
  return !required || nodeSelectorMatches(required, node)
}

/** Whether a volume is all that a claim asks for: size, access modes, class, mode and attributes class. */
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
