import type {Node, PersistentVolume, PersistentVolumeClaim} from '../../../../api/kinds.ts'
import {compareQuantities} from '../../../../api/quantity.ts'
import {annotations, findVolumeOn, isReachable} from '../../../runtime/volume-match.ts'
import {unresolvable, type Verdict} from '../../framework/verdict.ts'
import type {PodVolumeClaims} from './pod-volume-claims.ts'
import type {VolumeSources} from './volume-sources.ts'

/** What a pod's waiting claims would get on a node. */
export interface PlacedVolumes {
  bindings: {volume: PersistentVolume; claim: PersistentVolumeClaim}[]
  provisions: PersistentVolumeClaim[]
}

const reasons = {
  elsewhere: "node(s) didn't match PersistentVolume's node affinity",
  noVolume: "node(s) didn't find available persistent volumes to bind",
  noSpace: 'node(s) did not have enough free storage',
  missing: 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)',
}

/** Whether a node has all volumes of a pod, or could have: what is bound must be within reach, for what waits there must be a volume or a provisioner. */
export function placeVolumes(
  {bound, waiting}: PodVolumeClaims,
  node: Node,
  volumeOf: (name: string) => PersistentVolume | undefined,
  sources: VolumeSources,
): PlacedVolumes | Verdict {
  const against = new Set<keyof typeof reasons>()
  const conflict = firstConflict(bound, node, volumeOf)
  if (conflict) against.add(conflict)
  const placed: PlacedVolumes = {bindings: [], provisions: []}
  const refusal = placeWaiting(waiting, node, sources, placed)
  if (refusal) against.add(refusal)
  const said = (Object.keys(reasons) as (keyof typeof reasons)[]).filter(reason => against.has(reason))
  return said.length > 0 ? unresolvable(...said.map(reason => reasons[reason])) : placed
}

function firstConflict(
  bound: readonly PersistentVolumeClaim[],
  node: Node,
  volumeOf: (name: string) => PersistentVolume | undefined,
): 'elsewhere' | 'missing' | undefined {
  for (const {spec} of bound) {
    const volume = volumeOf(spec!.volumeName!)
    if (!volume) return 'missing'
    if (!isReachable(volume, node)) return 'elsewhere'
  }
  return undefined
}

function placeWaiting(
  waiting: readonly PersistentVolumeClaim[],
  node: Node,
  sources: VolumeSources,
  placed: PlacedVolumes,
): 'noVolume' | 'noSpace' | undefined {
  const chosen = new Set<string>()
  for (const claim of [...waiting].sort(bySize)) {
    const selected = claim.metadata.annotations?.[annotations.selectedNode]
    if (selected !== undefined && selected !== node.metadata.name) return 'noVolume'
    const free = sources.ofClass(claim).filter(({metadata}) => !chosen.has(metadata.name!))
    const volume = selected === undefined ? findVolumeOn(node, free, claim) : undefined
    if (volume) {
      chosen.add(volume.metadata.name!)
      placed.bindings.push({volume, claim})
    } else placed.provisions.push(claim)
  }
  for (const claim of placed.provisions) {
    const refusal = sources.refuseProvision(claim, node)
    if (refusal) return refusal
  }
  return undefined
}

/** The smallest first, so that each gets the smallest volume that will do. */
const bySize = (a: PersistentVolumeClaim, b: PersistentVolumeClaim): number => compareQuantities(sizeOf(a), sizeOf(b))

const sizeOf = ({spec}: PersistentVolumeClaim): string => spec?.resources?.requests?.['storage'] ?? '0'
