import {builtin} from '../../../../api/builtin-resources.ts'
import type {PersistentVolume, PersistentVolumeClaim, StorageClass} from '../../../../api/kinds.ts'
import {objectKey} from '../../../../api/object.ts'
import type {CycleState} from '../../framework/cycle-state.ts'
import type {Plugin} from '../../framework/plugin.ts'
import {failed, skip} from '../../framework/verdict.ts'
import type {PluginContext} from '../index.ts'
import {createVolumeBinder} from './bind-volumes.ts'
import {type PlacedVolumes, placeVolumes} from './place-volumes.ts'
import {createVolumeClaimLookup, type PodVolumeClaims} from './pod-volume-claims.ts'
import {createVolumeSources} from './volume-sources.ts'

const stateKey = 'VolumeBinding'

interface VolumeState {
  claims: PodVolumeClaims
  byNode: Map<string, PlacedVolumes>
}

/** Claims: bound ones must be reachable from the node; those that wait for their first consumer get a volume that is there, or one that is made, there. */
export const volumeBinding = (context: PluginContext): Plugin => {
  const {informers} = context
  const claims = informers.informer<PersistentVolumeClaim>(builtin.persistentVolumeClaims)
  const volumes = informers.informer<PersistentVolume>(builtin.persistentVolumes)
  const claimsOf = createVolumeClaimLookup(claims, informers.informer<StorageClass>(builtin.storageClasses))
  const sources = createVolumeSources(informers)
  const bind = createVolumeBinder(context, claims)
  /** Claims that are being provisioned for a node, by key. */
  const underWay = new Map<string, string>()

  const placedOn = (state: CycleState, nodeName: string): PlacedVolumes | undefined =>
    state.read<VolumeState>(stateKey)?.byNode.get(nodeName)

  /** What was promised is written down, or will never be. */
  const settled = (state: CycleState, nodeName: string): void => {
    const placed = placedOn(state, nodeName)
    for (const {volume} of placed?.bindings ?? []) sources.takeBack(volume)
    for (const claim of placed?.provisions ?? []) underWay.delete(objectKey(claim))
  }

  return {
    name: 'VolumeBinding',
    events: [
      'PersistentVolumeClaim',
      'PersistentVolume',
      'StorageClass',
      'CSIDriver',
      'CSIStorageCapacity',
      'NodeAdd',
      'NodeUpdate',
    ],
    preFilter(state, pod) {
      const found = claimsOf(pod)
      if (!found) return skip
      if ('code' in found) return found
      state.write(stateKey, {claims: found, byNode: new Map()})
      return undefined
    },
    filter(state, _pod, {name, node}) {
      if (!node) return undefined
      const {claims: own, byNode} = state.read<VolumeState>(stateKey)!
      try {
        const placed = placeVolumes(
          {bound: own.bound, waiting: own.waiting.map(claim => withNode(claim, underWay.get(objectKey(claim))))},
          node,
          volume => volumes.get(volume),
          sources,
        )
        if ('code' in placed) return placed
        byNode.set(name, placed)
        return undefined
      } catch (error) {
        return failed((error as Error).message)
      }
    },
    reserve(state, _pod, nodeName) {
      const placed = placedOn(state, nodeName)
      for (const {volume, claim} of placed?.bindings ?? []) sources.promise(volume, claim)
      for (const claim of placed?.provisions ?? []) underWay.set(objectKey(claim), nodeName)
      return undefined
    },
    unreserve: (state, _pod, nodeName) => settled(state, nodeName),
    async preBind(state, _pod, nodeName) {
      const placed = placedOn(state, nodeName)
      if (!placed || placed.bindings.length + placed.provisions.length === 0) return undefined
      try {
        await bind(placed, nodeName)
      } catch (error) {
        return failed((error as Error).message)
      }
      settled(state, nodeName)
      return undefined
    },
  }
}

/** A claim as it is once its node is written down. */
function withNode(claim: PersistentVolumeClaim, nodeName: string | undefined): PersistentVolumeClaim {
  if (nodeName === undefined) return claim
  const {metadata} = claim
  const annotations = {...metadata.annotations, 'volume.kubernetes.io/selected-node': nodeName}
  return {...claim, metadata: {...metadata, annotations}}
}
