import {builtin} from '../../../../api/builtin-resources.ts'
import type {CSINode, PersistentVolumeClaim, Pod, Volume, VolumeAttachment} from '../../../../api/kinds.ts'
import type {ClusterChange, Plugin} from '../../framework/plugin.ts'
import {failed, skip, unresolvable, unschedulable} from '../../framework/verdict.ts'
import type {PluginContext} from '../index.ts'
import {migratedDriver} from './csi-migration.ts'
import {ClaimNotFound, type CsiVolumes, createCsiVolumeLookup} from './csi-volumes.ts'

/** A node takes as many volumes of a CSI driver as its CSINode says; a volume that several of its pods use counts once. */
export const nodeVolumeLimits = ({informers}: PluginContext): Plugin => {
  const csiNodes = informers.informer<CSINode>(builtin.csiNodes)
  const lookup = createCsiVolumeLookup(informers)

  /** Whether the drivers of these new volumes have room for them, beside what the node's pods use and what is attached to it. */
  const haveRoom = (added: CsiVolumes, name: string, csiNode: CSINode, pods: Iterable<Pod>): boolean => {
    const limits = limitsOf(csiNode)
    if (limits.size === 0) return true
    const there = lookup.attachedTo(name)
    for (const pod of pods) {
      for (const [volume, driver] of lookup.ofPod(pod, csiNode, {isNew: false})) {
        there.set(volume, driver)
        added.delete(volume)
      }
    }
    const counts = countByDriver(there)
    return [...countByDriver(added)].every(
      ([driver, count]) => (counts.get(driver) ?? 0) + count <= (limits.get(driver) ?? Infinity),
    )
  }

  return {
    name: 'NodeVolumeLimits',
    events: ['CSINode', 'PodDelete', 'PersistentVolumeClaim', 'VolumeAttachmentDelete'],
    hint: mayMakeRoom,
    preFilter: (_state, {spec}) => (spec?.volumes?.some(countsOn) ? undefined : skip),
    filter(_state, pod, {name, pods}) {
      const csiNode = csiNodes.get(name)
      try {
        const added = lookup.ofPod(pod, csiNode, {isNew: true})
        if (added.size === 0 || !csiNode || haveRoom(added, name, csiNode, pods.values())) return undefined
      } catch (error) {
        const {message} = error as Error
        return error instanceof ClaimNotFound ? unresolvable(message) : failed(message)
      }
      return unschedulable('node(s) exceed max volume count')
    },
  }
}

const countsOn = (volume: Volume): boolean =>
  Boolean(volume.persistentVolumeClaim ?? volume.ephemeral) || migratedDriver(volume) !== undefined

function limitsOf({spec}: CSINode): Map<string, number> {
  const limits = new Map<string, number>()
  for (const {name, allocatable} of spec.drivers ?? [])
    if (allocatable?.count !== undefined) limits.set(name, allocatable.count)
  return limits
}

function countByDriver(volumes: CsiVolumes): Map<string, number> {
  const counts = new Map<string, number>()
  for (const driver of volumes.values()) counts.set(driver, (counts.get(driver) ?? 0) + 1)
  return counts
}

/** Whether a change may let a pod onto a node that had too many volumes. */
function mayMakeRoom(pod: Pod, {event, object, old}: ClusterChange): boolean {
  if (event === 'CSINode') return !old || someLimitGrew(old as CSINode, object as CSINode)
  if (event === 'PodDelete') return heldVolumes(object as Pod)
  if (event === 'PersistentVolumeClaim') return !old && isOwnClaim(pod, object as PersistentVolumeClaim)
  return usesAttacher(pod, object as VolumeAttachment)
}

function someLimitGrew(old: CSINode, now: CSINode): boolean {
  const before = limitsOf(old)
  return [...limitsOf(now)].some(([driver, count]) => count > (before.get(driver) ?? 0))
}

const heldVolumes = ({spec, status}: Pod): boolean =>
  Boolean(spec?.nodeName || status?.nominatedNodeName) && Boolean(spec?.volumes?.some(countsOn))

const isOwnClaim = ({metadata, spec}: Pod, claim: PersistentVolumeClaim): boolean =>
  claim.metadata.namespace === metadata.namespace &&
  Boolean(
    spec?.volumes?.some(
      ({name, persistentVolumeClaim, ephemeral}) =>
        claim.metadata.name === (persistentVolumeClaim?.claimName ?? (ephemeral && `${metadata.name}-${name}`)),
    ),
  )

const usesAttacher = ({spec}: Pod, {spec: {attacher}}: VolumeAttachment): boolean =>
  Boolean(
    spec?.volumes?.some(volume => volume.persistentVolumeClaim !== undefined || migratedDriver(volume) === attacher),
  )
