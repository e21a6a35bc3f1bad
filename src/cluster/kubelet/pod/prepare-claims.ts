import {beingMade} from './being-made.ts'
import type {PodWork} from './pod-work.ts'

/** A kubelet looks again at a pod that it could not start after a minute, unless the pod changes before. */
const retryDelay = 60_000

/** Whether the devices of the pod's claims are there for it; says so where not, and tries again later. */
export async function prepareClaims(work: PodWork): Promise<boolean> {
  const {pod, parts, now} = work
  if (work.claimsPrepared || !pod.spec?.resourceClaims?.length) return true
  try {
    await parts.claims.prepare(pod)
    work.claimsPrepared = true
    return true
  } catch (error) {
    // What runs already was prepared before.
    if (work.sandboxId) return true
    work.claimsGrace ??= now + beingMade
    if (now < work.claimsGrace) work.wakeAt('claims', work.claimsGrace)
    else {
      const message = `Failed to prepare dynamic resources: prepare dynamic resources: ${(error as Error).message}`
      work.record('Warning', 'FailedPrepareDynamicResources', message)
      work.wakeAt('claims', now + retryDelay)
    }
    return false
  }
}
