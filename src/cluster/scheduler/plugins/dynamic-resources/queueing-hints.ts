import {deepEqual} from '../../../../api/json/deep-equal.ts'
import type {Pod, ResourceClaim} from '../../../../api/kinds.ts'
import type {ClusterChange} from '../../framework/plugin.ts'
import type {ClaimLookup} from './pod-claims.ts'

/** Whether a change may let a pod fit that this plugin turned down. In doubt it may. */
export function mayHelp(pod: Pod, {event, object, old}: ClusterChange, claimsOf: ClaimLookup): boolean {
  if (event === 'GeneratedClaims') {
    const changed = object as Pod
    return changed.metadata.uid === pod.metadata.uid && typeof claimsOf(changed) !== 'string'
  }
  return event !== 'ResourceClaim' || claimMayHelp(pod, object as ResourceClaim, old as ResourceClaim, claimsOf)
}

/** Devices were given back, or one of the pod's own claims has come or changed. */
function claimMayHelp(pod: Pod, claim: ResourceClaim, old: ResourceClaim | undefined, claimsOf: ClaimLookup): boolean {
  const own = claimsOf(pod)
  if (typeof own === 'string') return false
  if (old?.status?.allocation && !claim.status?.allocation) return true
  if (!own.some(({metadata}) => metadata.uid === claim.metadata.uid)) return false
  return !old || !deepEqual(old.status ?? {}, claim.status ?? {})
}
