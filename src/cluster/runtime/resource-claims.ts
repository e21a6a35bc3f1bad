import type {Pod, PodResourceClaim, ResourceClaim} from '../../api/kinds.ts'
import {controllerOf} from '../../api/object.ts'

/** What keeps a claim from going while devices are allocated for it. */
export const allocationFinalizer = 'resource.kubernetes.io/delete-protection'

/** Which ResourceClaim one of a pod's claims is. */
export interface ClaimName {
  /** Absent: none was made, on purpose. */
  name?: string
  /** Whether it was made for the pod, which must be its owner then. */
  generated: boolean
}

/** Nobody has yet made the ResourceClaim that a pod's template stands for. */
export class ClaimNotCreated extends Error {}

/** Throws what scheduler and kubelet say where there is no telling. */
export function claimNameOf(pod: Pod, claim: PodResourceClaim): ClaimName {
  const who = `pod "${pod.metadata.namespace}/${pod.metadata.name}"`
  if (claim.resourceClaimName !== undefined) return {name: claim.resourceClaimName, generated: false}
  if (claim.resourceClaimTemplateName === undefined)
    throw new Error(`${who}, spec.resourceClaim "${claim.name}": none of the supported fields are set`)
  const status = pod.status?.resourceClaimStatuses?.find(({name}) => name === claim.name)
  if (!status) throw new ClaimNotCreated(`${who}: ResourceClaim not created yet`)
  return {...(status.resourceClaimName !== undefined && {name: status.resourceClaimName}), generated: true}
}

/** The names of those of a pod's ResourceClaims that there should be by now. */
export const knownClaimNames = (pod: Pod): string[] =>
  (pod.spec?.resourceClaims ?? []).flatMap(claim => {
    const {name} = claim.resourceClaimName
      ? {name: claim.resourceClaimName}
      : {name: pod.status?.resourceClaimStatuses?.find(status => status.name === claim.name)?.resourceClaimName}
    return name ? [name] : []
  })

/** Why a ResourceClaim is not the one that was made for the pod; undefined if it is. */
export const notForPod = (pod: Pod, claim: ResourceClaim): string | undefined =>
  controllerOf(claim)?.uid === pod.metadata.uid
    ? undefined
    : `ResourceClaim ${claim.metadata.namespace}/${claim.metadata.name} was not created for pod ${pod.metadata.namespace}/${pod.metadata.name} (pod is not owner)`

export const isReservedFor = (claim: ResourceClaim, pod: Pod): boolean =>
  claim.status?.reservedFor?.some(({uid}) => uid === pod.metadata.uid) ?? false

/** A consumer reference to a pod. */
export const reservationOf = ({metadata}: Pod): {resource: string; name: string; uid: string} => ({
  resource: 'pods',
  name: metadata.name!,
  uid: metadata.uid!,
})

/** A claim without an allocation, and without what keeps it for one. */
export const withoutFinalizer = ({metadata}: ResourceClaim): string[] =>
  (metadata.finalizers ?? []).filter(name => name !== allocationFinalizer)
