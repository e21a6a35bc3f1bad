import {builtin} from '../../../../api/builtin-resources.ts'
import type {DeviceAllocation, Pod, ResourceClaim} from '../../../../api/kinds.ts'
import {objectKey} from '../../../../api/object.ts'
import {isConflict} from '../../../../api/status-error.ts'
import {createObjectClient} from '../../../runtime/object-client.ts'
import {allocationFinalizer, reservationOf} from '../../../runtime/resource-claims.ts'
import type {PluginContext} from '../index.ts'

/** Writes down in claims what the scheduler decides. Every write resolves once the informer shows it. */
export interface ClaimWriter {
  /** Reserves the claim for the pod, with its allocation where it had none; the claim as it is then. */
  bind(claim: ResourceClaim, pod: Pod, allocation: DeviceAllocation | undefined): Promise<ResourceClaim>
  unreserve(claim: ResourceClaim, pod: Pod): Promise<void>
  deallocate(claim: ResourceClaim): Promise<void>
}

/** client-go's DefaultRetry. */
const mostAttempts = 5

const resource = builtin.resourceClaims

export function createClaimWriter(context: PluginContext): ClaimWriter {
  const objects = createObjectClient(context)

  const attempt = async (claim: ResourceClaim, pod: Pod, allocation: DeviceAllocation | undefined) => {
    const key = objectKey(claim)
    if (claim.metadata.deletionTimestamp) throw new Error(`claim ${key} got deleted in the meantime`)
    if (allocation && claim.status?.allocation) throw new Error(`claim ${key} got allocated elsewhere in the meantime`)
    const kept = allocation ? await explained(`add finalizer to claim ${key}`, addFinalizer(claim)) : claim
    const reservedFor = [...(kept.status?.reservedFor ?? []), reservationOf(pod)]
    const status = {...kept.status, ...(allocation && {allocation}), reservedFor}
    const what = allocation ? 'allocation and reservation' : 'reservation'
    return explained(`add ${what} to claim ${key}`, objects.updateStatus<ResourceClaim>(resource, {...kept, status}))
  }

  const addFinalizer = async (claim: ResourceClaim): Promise<ResourceClaim> => {
    const {finalizers = []} = claim.metadata
    if (finalizers.includes(allocationFinalizer)) return claim
    const metadata = {...claim.metadata, finalizers: [...finalizers, allocationFinalizer]}
    return objects.update<ResourceClaim>(resource, {...claim, metadata})
  }

  const refreshed = ({metadata: {namespace, name}}: ResourceClaim): Promise<ResourceClaim> =>
    explained(
      `get updated claim ${namespace}/${name} after conflict`,
      context.client.get<ResourceClaim>({...resource, namespace, name}),
    )

  return {
    async bind(claim, pod, allocation) {
      for (let left = mostAttempts, current = claim; ; left -= 1) {
        try {
          return await attempt(current, pod, allocation)
        } catch (error) {
          if (left === 1 || !isConflict((error as Error).cause)) throw error
          current = await refreshed(claim)
        }
      }
    },
    async unreserve(claim, {metadata: {uid}}) {
      const body = {metadata: {uid: claim.metadata.uid}, status: {reservedFor: [{$patch: 'delete', uid}]}}
      await objects.patch(resource, claim, {type: 'strategic', body, subresource: 'status'})
    },
    async deallocate(claim) {
      await objects.updateStatus<ResourceClaim>(resource, {...claim, status: {}})
    },
  }
}

/** Says what was being done when it failed. */
const explained = <T>(what: string, done: Promise<T>): Promise<T> =>
  done.catch(error => {
    throw new Error(`${what}: ${error.message}`, {cause: error})
  })
