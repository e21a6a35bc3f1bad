import type {Pod, ResourceClaim} from '../../../../api/kinds.ts'
import type {Informer} from '../../../runtime/informer.ts'
import {claimNameOf, notForPod} from '../../../runtime/resource-claims.ts'

export type ClaimLookup = (pod: Pod) => ResourceClaim[] | string

/** The ResourceClaims of a pod in the order of its spec, or why it has to wait for them, in kube-scheduler's words. */
export const createClaimLookup =
  (claims: Informer<ResourceClaim>): ClaimLookup =>
  pod => {
    const found: ResourceClaim[] = []
    for (const podClaim of pod.spec?.resourceClaims ?? []) {
      try {
        const {name, generated} = claimNameOf(pod, podClaim)
        if (name === undefined) continue
        const key = `${pod.metadata.namespace}/${name}`
        const claim = claims.get(key)
        if (!claim) return `could not find ResourceClaim "${key}"`
        if (claim.metadata.deletionTimestamp) return `resourceclaim "${name}" is being deleted`
        const stranger = generated && notForPod(pod, claim)
        if (stranger) return stranger
        found.push(claim)
      } catch (error) {
        return (error as Error).message
      }
    }
    return found
  }
