import {builtin} from '../../../api/builtin-resources.ts'
import type {Pod, ResourceClaim} from '../../../api/kinds.ts'
import {controllerOf} from '../../../api/object.ts'
import {isPodFinished} from '../../../api/pod-phase.ts'
import {isNotFound} from '../../../api/status-error.ts'
import {allocationFinalizer, withoutFinalizer} from '../../runtime/resource-claims.ts'
import type {ClaimControllerParts} from './sync-pod.ts'

type Consumer = NonNullable<NonNullable<ResourceClaim['status']>['reservedFor']>[number]

/** Takes back what a claim is no longer needed for: reservations, with the last of them the allocation, and then the claim if it was made for a pod. */
export function createClaimSync({context, pods, claims, objects}: Omit<ClaimControllerParts, 'counts'>) {
  const {client, activity} = context

  /** A pod that is in no cache may be too new for it: only the server knows. */
  const stillNeeds = async (namespace: string, consumer: Consumer): Promise<boolean> => {
    if (consumer.apiGroup || consumer.resource !== 'pods')
      throw new Error(`unsupported ReservedFor entry: ${JSON.stringify(consumer)}`)
    const {name, uid} = consumer
    const known = pods.get(`${namespace}/${name}`)
    if (known) return known.metadata.uid === uid && !isDone(known)
    const path = {...builtin.pods, namespace, name}
    const fresh = await activity.during(
      client.get<Pod>(path).catch(error => {
        if (isNotFound(error)) return undefined
        throw error
      }),
    )
    return fresh?.metadata.uid === uid
  }

  const removeFinalizer = (claim: ResourceClaim): Promise<ResourceClaim> =>
    objects.update(builtin.resourceClaims, {
      ...claim,
      metadata: {...claim.metadata, finalizers: withoutFinalizer(claim)},
    })

  /** Deallocation goes with the last reservation: a claim that is allocated and was never reserved stays so. */
  const release = async (claim: ResourceClaim, reservedFor: Consumer[]): Promise<void> => {
    const {allocation, ...rest} = claim.status!
    const deallocate = reservedFor.length === 0 && isAllocatedByScheduler(claim)
    const status = {...rest, ...(allocation && !deallocate && {allocation}), reservedFor}
    const written = await objects.updateStatus(builtin.resourceClaims, {...claim, status})
    if (isAllocatedByScheduler(written) && !written.status?.allocation) await removeFinalizer(written)
  }

  /** Lets a claim go that somebody wants gone and nobody uses. */
  const letGo = async (claim: ResourceClaim): Promise<void> => {
    const {allocation, ...rest} = claim.status ?? {}
    const free = allocation
      ? await objects.updateStatus<ResourceClaim>(builtin.resourceClaims, {...claim, status: rest})
      : claim
    await removeFinalizer(free)
  }

  const deleteIfUnused = async (claim: ResourceClaim): Promise<void> => {
    const owner = controllerOf(claim)
    if (owner?.kind !== 'Pod' || owner.apiVersion !== 'v1') return
    const pod = pods.get(`${claim.metadata.namespace}/${owner.name}`)
    if (pod && (pod.metadata.uid !== owner.uid || isDone(pod))) await objects.delete(builtin.resourceClaims, claim)
  }

  return async (key: string): Promise<void> => {
    const claim = claims.get(key)
    if (!claim) return
    const reserved = claim.status?.reservedFor ?? []
    const valid: Consumer[] = []
    for (const consumer of reserved) if (await stillNeeds(claim.metadata.namespace!, consumer)) valid.push(consumer)
    if (valid.length < reserved.length) await release(claim, valid)
    else if (valid.length === 0 && isAllocatedByScheduler(claim) && claim.metadata.deletionTimestamp) await letGo(claim)
    if (valid.length === 0) await deleteIfUnused(claim)
  }
}

const isAllocatedByScheduler = ({metadata}: ResourceClaim): boolean =>
  metadata.finalizers?.includes(allocationFinalizer) ?? false

/** None of its containers runs, or ever will. */
const isDone = (pod: Pod): boolean =>
  isPodFinished(pod) || (pod.metadata.deletionTimestamp !== undefined && !pod.spec?.nodeName)
