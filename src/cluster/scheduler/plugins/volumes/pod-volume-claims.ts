import type {PersistentVolumeClaim, Pod, StorageClass} from '../../../../api/kinds.ts'
import {controllerOf} from '../../../../api/object.ts'
import type {Informer} from '../../../runtime/informer.ts'
import {annotations} from '../../../runtime/volume-match.ts'
import {unresolvable, type Verdict} from '../../framework/verdict.ts'

/** The claims of a pod's volumes. */
export interface PodVolumeClaims {
  bound: PersistentVolumeClaim[]
  /** Their storage class waits for the pod's node before a volume is chosen or provisioned. */
  waiting: PersistentVolumeClaim[]
}

/** Looks a pod's claims up; undefined where it has none, or why it must wait whatever the node. */
export const createVolumeClaimLookup =
  (claims: Informer<PersistentVolumeClaim>, classes: Informer<StorageClass>) =>
  (pod: Pod): PodVolumeClaims | Verdict | undefined => {
    const waitsForConsumer = ({spec}: PersistentVolumeClaim): boolean =>
      !spec?.volumeName && classes.get(spec?.storageClassName ?? '')?.volumeBindingMode === 'WaitForFirstConsumer'
    const found: PodVolumeClaims = {bound: [], waiting: []}
    const immediate: PersistentVolumeClaim[] = []
    for (const {name, isOwn} of claimNames(pod)) {
      const claim = claims.get(`${pod.metadata.namespace}/${name}`)
      const refusal = refuseClaim(pod, name, isOwn, claim)
      if (refusal) return unresolvable(refusal)
      if (isBound(claim!)) found.bound.push(claim!)
      else (waitsForConsumer(claim!) ? found.waiting : immediate).push(claim!)
    }
    if (immediate.length > 0) return unresolvable('pod has unbound immediate PersistentVolumeClaims')
    return found.bound.length + found.waiting.length > 0 ? found : undefined
  }

export const isBound = ({metadata, spec}: PersistentVolumeClaim): boolean =>
  Boolean(spec?.volumeName) && metadata.annotations?.[annotations.bindCompleted] !== undefined

interface ClaimName {
  name: string
  /** It is what one of the pod's ephemeral volumes becomes. */
  isOwn: boolean
}

const claimNames = (pod: Pod): ClaimName[] =>
  (pod.spec?.volumes ?? []).flatMap(({name, persistentVolumeClaim, ephemeral}): ClaimName[] => {
    if (persistentVolumeClaim) return [{name: persistentVolumeClaim.claimName, isOwn: false}]
    return ephemeral ? [{name: `${pod.metadata.name}-${name}`, isOwn: true}] : []
  })

function refuseClaim(
  pod: Pod,
  name: string,
  isOwn: boolean,
  claim: PersistentVolumeClaim | undefined,
): string | undefined {
  if (!claim)
    return isOwn
      ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`
      : `persistentvolumeclaim "${name}" not found`
  if (claim.status?.phase === 'Lost')
    return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec?.volumeName}"`
  if (claim.metadata.deletionTimestamp) return `persistentvolumeclaim "${name}" is being deleted`
  if (isOwn && controllerOf(claim)?.uid !== pod.metadata.uid)
    return `PVC ${pod.metadata.namespace}/${name} was not created for pod ${pod.metadata.namespace}/${pod.metadata.name} (pod is not owner)`
  return undefined
}
