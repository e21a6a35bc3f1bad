import type {PersistentVolumeClaim, Pod, StatefulSet} from '../../../api/kinds.ts'
import type {KubeObject, OwnerReference} from '../../../api/object.ts'
import {controllerRef} from '../../runtime/controller-ref.ts'

/**
 * The owners that a claim of a StatefulSet's pod is to have by the set's retention policy: the set, if it goes with the set; the pod, if it goes with a pod
 * that is scaled away. Undefined where they are right, or for others to say: another controller's claim is left to it.
 */
export function claimOwners(
  claim: PersistentVolumeClaim,
  set: StatefulSet,
  pod: Pod,
  isCondemned: boolean,
): OwnerReference[] | undefined {
  const owners = (claim.metadata.ownerReferences ?? []) as OwnerReference[]
  const [bySet, byPod] = [set, pod].map(owner => owners.filter(reference => names(reference, owner)))
  if (bySet!.some(({uid}) => uid !== set.metadata.uid) || byPod!.some(({uid}) => uid !== pod.metadata.uid))
    return undefined
  const ours = [...bySet!, ...byPod!]
  const others = owners.filter(owner => !ours.includes(owner))
  const wanted = wantedOwner(set, pod, isCondemned)
  const managesElsewhere = deletes(set) && others.some(({controller}) => controller)
  const want = wanted && !managesElsewhere ? [controllerRef(wanted)] : []
  const isRight = ours.length === want.length && ours.every(({uid, controller}) => controller && uid === want[0]?.uid)
  return isRight ? undefined : [...others, ...want]
}

const deletes = ({spec}: StatefulSet): boolean =>
  Object.values(spec?.persistentVolumeClaimRetentionPolicy ?? {}).includes('Delete')

function wantedOwner(set: StatefulSet, pod: Pod, isCondemned: boolean): KubeObject | undefined {
  const {whenScaled, whenDeleted} = set.spec?.persistentVolumeClaimRetentionPolicy ?? {}
  if (whenScaled === 'Delete' && isCondemned) return pod
  return whenDeleted === 'Delete' ? set : undefined
}

const names = (reference: OwnerReference, {apiVersion, kind, metadata}: KubeObject): boolean =>
  reference.apiVersion === apiVersion && reference.kind === kind && reference.name === metadata.name
