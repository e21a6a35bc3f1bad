import {builtin} from '../../../api/builtin-resources.ts'
import type {CSIDriver, PersistentVolume, PersistentVolumeClaim, Pod} from '../../../api/kinds.ts'
import {isPodFinished} from '../../../api/pod-phase.ts'
import type {InformerFactory} from '../../runtime/informer.ts'
import {claimsOfPod} from '../persistent-volume/claims-of-pod.ts'
import {attachmentName} from './attachment-name.ts'

/** A volume that is to be attached to a node, for the pods that are there. */
export interface AttachableVolume {
  /** That of its attachment. */
  name: string
  volume: PersistentVolume
  driver: string
  handle: string
  pods: Pod[]
}

/** Which volumes pods want on their nodes. */
export class AttachableVolumes {
  readonly pods
  readonly claims
  readonly volumes
  readonly drivers

  constructor(informers: InformerFactory) {
    this.pods = informers.informer<Pod>(builtin.pods)
    this.claims = informers.informer<PersistentVolumeClaim>(builtin.persistentVolumeClaims)
    this.volumes = informers.informer<PersistentVolume>(builtin.persistentVolumes)
    this.drivers = informers.informer<CSIDriver>(builtin.csiDrivers)
    this.pods.addIndex('claim', claimsOfPod)
    this.pods.addIndex('nodeOfClaims', nodeOfClaims)
  }

  /** What is to be attached to a node: pods that have ended want nothing. */
  on(node: string): AttachableVolume[] {
    const found = new Map<string, AttachableVolume>()
    for (const pod of this.pods.byIndex('nodeOfClaims', node)) {
      if (isPodFinished(pod)) continue
      for (const key of new Set(claimsOfPod(pod))) {
        const attachable = this.ofClaim(key, node)
        if (!attachable) continue
        const known = found.get(attachable.name) ?? attachable
        known.pods.push(pod)
        found.set(attachable.name, known)
      }
    }
    return [...found.values()]
  }

  /** The nodes on which pods use a claim. */
  nodesOf(claim: string): string[] {
    return [...this.pods.byIndex('claim', claim)].flatMap(nodeOfClaims)
  }

  private ofClaim(key: string, node: string): AttachableVolume | undefined {
    const claim = this.claims.get(key)
    const volume = claim?.status?.phase === 'Bound' ? this.volumes.get(claim.spec?.volumeName ?? '') : undefined
    const csi = volume?.spec?.csi
    // Volumes of drivers that nobody has installed are simulated.
    if (!volume || !csi || (this.drivers.get(csi.driver)?.spec?.attachRequired ?? false) === false) return undefined
    const {driver, volumeHandle: handle} = csi
    return {name: attachmentName({handle, driver, node}), volume, driver, handle, pods: []}
  }
}

/** The node of a pod that uses claims. */
export const nodeOfClaims = (pod: Pod): string[] =>
  pod.spec?.nodeName && claimsOfPod(pod).length > 0 ? [pod.spec.nodeName] : []
