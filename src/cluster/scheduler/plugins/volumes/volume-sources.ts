import {builtin} from '../../../../api/builtin-resources.ts'
import type {
  CSIDriver,
  CSIStorageCapacity,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  StorageClass,
} from '../../../../api/kinds.ts'
import {objectKey} from '../../../../api/object.ts'
import {compareQuantities} from '../../../../api/quantity.ts'
import type {InformerFactory} from '../../../runtime/informer.ts'
import {matchesSelector} from '../../../runtime/label-selector.ts'

/** Where volumes come from: those that there are, and provisioners of new ones. */
export interface VolumeSources {
  /** Those of a claim's class, with the claims that the scheduler has just promised them to. */
  ofClass(claim: PersistentVolumeClaim): PersistentVolume[]
  /** Whether a new volume could be made for a claim where the node reaches it; the refusal where not. */
  refuseProvision(claim: PersistentVolumeClaim, node: Node): 'noVolume' | 'noSpace' | undefined
  /** Promises a volume to a claim. */
  promise(volume: PersistentVolume, claim: PersistentVolumeClaim): void
  takeBack(volume: PersistentVolume): void
}

const noProvisioner = 'kubernetes.io/no-provisioner'

export function createVolumeSources(informers: InformerFactory): VolumeSources {
  const volumes = informers.informer<PersistentVolume>(builtin.persistentVolumes)
  const classes = informers.informer<StorageClass>(builtin.storageClasses)
  const drivers = informers.informer<CSIDriver>(builtin.csiDrivers)
  const capacities = informers.informer<CSIStorageCapacity>(builtin.csiStorageCapacities)
  volumes.addIndex('class', ({spec}) => [spec?.storageClassName ?? ''])
  const promised = new Map<string, PersistentVolumeClaim>()

  const withPromise = (volume: PersistentVolume): PersistentVolume => {
    const claim = promised.get(volume.metadata.name!)
    return claim && !volume.spec?.claimRef ? withClaim(volume, claim) : volume
  }

  const hasSpace = (driver: string, className: string, claim: PersistentVolumeClaim, node: Node): boolean => {
    const wanted = claim.spec?.resources?.requests?.['storage']
    if (wanted === undefined || !drivers.get(driver)?.spec?.storageCapacity) return true
    for (const {storageClassName, nodeTopology, maximumVolumeSize, capacity} of capacities.list()) {
      const most = maximumVolumeSize ?? capacity
      if (storageClassName !== className || most === undefined || compareQuantities(most, wanted) < 0) continue
      if (nodeTopology && matchesSelector(nodeTopology, node.metadata.labels)) return true
    }
    return false
  }

  return {
    ofClass: ({spec}) => [...volumes.byIndex('class', spec?.storageClassName ?? '')].map(withPromise),
    refuseProvision(claim, node) {
      const name = claim.spec?.storageClassName ?? ''
      const storageClass = classes.get(name)
      if (!storageClass)
        throw new Error(name ? `failed to find storage class "${name}"` : `no class for claim "${objectKey(claim)}"`)
      if (storageClass.provisioner === noProvisioner || !isAllowed(storageClass, node)) return 'noVolume'
      return hasSpace(storageClass.provisioner, name, claim, node) ? undefined : 'noSpace'
    },
    promise: ({metadata}, claim) => promised.set(metadata.name!, claim),
    takeBack: ({metadata}) => promised.delete(metadata.name!),
  }
}

/** A volume as it is when a claim has it. */
export function withClaim(volume: PersistentVolume, claim: PersistentVolumeClaim): PersistentVolume {
  const {namespace, name, uid, resourceVersion} = claim.metadata
  const claimRef = {kind: 'PersistentVolumeClaim', namespace, name, uid, apiVersion: 'v1', resourceVersion}
  return {...volume, spec: {...volume.spec, claimRef}}
}

/** Whether a class's volumes can be where the node is: any of its terms will do, no terms are no limit. */
const isAllowed = ({allowedTopologies = []}: StorageClass, {metadata: {labels = {}}}: Node): boolean =>
  allowedTopologies.length === 0 ||
  allowedTopologies.some(
    ({matchLabelExpressions = []}) =>
      matchLabelExpressions.length > 0 &&
      matchLabelExpressions.every(({key, values}) => labels[key] !== undefined && values.includes(labels[key])),
  )
