import {builtin} from '../../../../api/builtin-resources.ts'
import type {
  CSINode,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  StorageClass,
  VolumeAttachment,
} from '../../../../api/kinds.ts'
import {controllerOf} from '../../../../api/object.ts'
import type {InformerFactory} from '../../../runtime/informer.ts'
import {type CsiVolume, hasMigrated, migratedProvisioner, migratedVolume} from './csi-migration.ts'

/** A claim of a new pod that is not there. */
export class ClaimNotFound extends Error {}

/** Drivers by the unique names of their volumes: `driver/handle`. */
export type CsiVolumes = Map<string, string>

export interface CsiVolumeLookup {
  /** What a pod has or wants of a node's CSI drivers. Claims that are missing count nothing for pods that are placed; for a new one they throw. */
  ofPod(pod: Pod, csiNode: CSINode | undefined, {isNew}: {isNew: boolean}): CsiVolumes
  /** What is attached to a node, by anybody. */
  attachedTo(node: string): CsiVolumes
}

export function createCsiVolumeLookup(informers: InformerFactory): CsiVolumeLookup {
  const claims = informers.informer<PersistentVolumeClaim>(builtin.persistentVolumeClaims)
  const volumes = informers.informer<PersistentVolume>(builtin.persistentVolumes)
  const classes = informers.informer<StorageClass>(builtin.storageClasses)
  const attachments = informers.informer<VolumeAttachment>(builtin.volumeAttachments)
  attachments.addIndex('node', ({spec}) => [spec.nodeName])

  const ofClaim = (claim: PersistentVolumeClaim, csiNode: CSINode | undefined): CsiVolume | undefined => {
    const volume = volumes.get(claim.spec?.volumeName ?? '')
    if (!volume) return toBeProvisioned(claim, csiNode)
    const {csi} = volume.spec ?? {}
    if (csi) return {driver: csi.driver, handle: csi.volumeHandle}
    try {
      return migratedVolume(volume.spec ?? {}, csiNode, volume)
    } catch {
      return undefined // kube-scheduler does not count what it cannot translate
    }
  }

  /** A volume that is not there yet counts for the driver that will make it, under a name that no volume has. */
  const toBeProvisioned = (claim: PersistentVolumeClaim, csiNode: CSINode | undefined): CsiVolume | undefined => {
    const {namespace, name, annotations} = claim.metadata
    const className = annotations?.['volume.beta.kubernetes.io/storage-class'] ?? claim.spec?.storageClassName ?? ''
    const provisioner = classes.get(className)?.provisioner
    if (provisioner === undefined) return undefined
    const driver = migratedProvisioner(provisioner)
    if (driver !== undefined && !hasMigrated(csiNode, provisioner)) return undefined
    return {driver: driver ?? provisioner, handle: `\0${namespace}/${name}`}
  }

  return {
    ofPod(pod, csiNode, {isNew}) {
      const {namespace, name: podName} = pod.metadata
      const found: CsiVolumes = new Map()
      for (const volume of pod.spec?.volumes ?? []) {
        const {name, persistentVolumeClaim, ephemeral} = volume
        const claimName = persistentVolumeClaim?.claimName ?? (ephemeral && `${podName}-${name}`)
        if (claimName === undefined) {
          add(
            found,
            inline(name, () => migratedVolume(volume, csiNode)),
          )
          continue
        }
        const claim = claims.get(`${namespace}/${claimName}`)
        if (!claim && isNew)
          throw new ClaimNotFound(
            `looking up PVC ${namespace}/${claimName}: persistentvolumeclaim "${claimName}" not found`,
          )
        if (!claim) continue
        if (ephemeral && controllerOf(claim)?.uid !== pod.metadata.uid)
          throw new Error(
            `PVC ${namespace}/${claimName} was not created for pod ${namespace}/${podName} (pod is not owner)`,
          )
        add(found, ofClaim(claim, csiNode))
      }
      return found
    },
    attachedTo(node) {
      const found: CsiVolumes = new Map()
      for (const {spec} of attachments.byIndex('node', node)) {
        const handle = volumes.get(spec.source.persistentVolumeName ?? '')?.spec?.csi?.volumeHandle
        if (spec.attacher && handle !== undefined) add(found, {driver: spec.attacher, handle})
      }
      return found
    },
  }
}

const add = (found: CsiVolumes, volume: CsiVolume | undefined): void => {
  if (volume?.driver && volume.handle) found.set(`${volume.driver}/${volume.handle}`, volume.driver)
}

function inline(name: string, translate: () => CsiVolume | undefined): CsiVolume | undefined {
  try {
    return translate()
  } catch (error) {
    throw new Error(`converting volume(${name}) from inline to csi: ${(error as Error).message}`, {cause: error})
  }
}
