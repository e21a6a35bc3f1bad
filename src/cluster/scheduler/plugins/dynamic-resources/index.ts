import {builtin} from '../../../../api/builtin-resources.ts'
import type {DeviceAllocation, DeviceClass, Pod, ResourceClaim, ResourceSlice} from '../../../../api/kinds.ts'
import {stopwatch} from '../../../runtime/metrics/stopwatch.ts'
import {nodeSelectorMatches} from '../../../runtime/node-selector.ts'
import {isReservedFor} from '../../../runtime/resource-claims.ts'
import type {Plugin} from '../../framework/plugin.ts'
import {failed, skip, unresolvable, unschedulable} from '../../framework/verdict.ts'
import type {PluginContext} from '../index.ts'
import {AllocatedDevices} from './allocated-devices.ts'
import {createClaimWriter} from './claim-writer.ts'
import {createClaimLookup} from './pod-claims.ts'
import {mayHelp} from './queueing-hints.ts'
import {unknownClass} from './unknown-class.ts'

const stateKey = 'DynamicResources'

/** What is remembered of a pod's claims from one extension point to the next. */
interface ClaimState {
  /** In the order of the pod's spec; empty where it has none, or preFilter had something against all nodes. */
  claims: ResourceClaim[]
  /** Allocations for those claims that lack one, by node. */
  byNode: Map<string, DeviceAllocation[]>
  /** Claims whose devices some node cannot reach. */
  unavailable: Set<ResourceClaim>
  /** What reserve chose, by the claim's uid. */
  chosen: Map<string, DeviceAllocation>
}

/**
 * How long devices for a pod are looked for on one node; seconds. kube-scheduler allows ten, and blocks nobody meanwhile; here the API server waits on the
 * same thread.
 */
const longestSearch = 1

/** Gives pods their ResourceClaims' devices: finds nodes where all can be had, and writes down which were given before the pod is bound. */
export const dynamicResources = (context: PluginContext): Plugin => {
  const {informers, activity, log} = context
  const claims = informers.informer<ResourceClaim>(builtin.resourceClaims)
  const classes = informers.informer<DeviceClass>(builtin.deviceClasses)
  const slices = informers.informer<ResourceSlice>(builtin.resourceSlices)
  slices.addIndex('node', ({spec}) => [spec?.nodeName ?? ''])
  const allocated = new AllocatedDevices(claims)
  const claimsOf = createClaimLookup(claims)
  const writer = createClaimWriter(context)
  const classOf = (name: string) => classes.get(name)
  // Large, with the compiler of expressions, and for pods with claims alone.
  let allocator: typeof import('./allocator/allocate.ts') | undefined

  const lacking = ({claims}: ClaimState): ResourceClaim[] => claims.filter(({status}) => !status?.allocation)

  const reserveOne = (state: ClaimState, claim: ResourceClaim, allocation: DeviceAllocation): void => {
    state.chosen.set(claim.metadata.uid!, allocation)
    allocated.expect({...claim, status: {...claim.status, allocation}})
  }

  return {
    name: 'DynamicResources',
    events: ['NodeAdd', 'NodeUpdate', 'ResourceClaim', 'GeneratedClaims', 'DeviceClass', 'ResourceSlice'],
    hint: (pod, change) => mayHelp(pod, change, claimsOf),
    prepare(pod) {
      if (allocator || !pod.spec?.resourceClaims?.length) return undefined
      return import('./allocator/allocate.ts').then(loaded => {
        allocator = loaded
      })
    },
    preEnqueue(pod) {
      const found = claimsOf(pod)
      return typeof found === 'string' ? unresolvable(found) : undefined
    },
    preFilter(cycle, pod) {
      cycle.write(stateKey, withoutClaims)
      const found = claimsOf(pod)
      if (typeof found === 'string') return unresolvable(found)
      if (found.length === 0) return skip
      for (const claim of found) {
        if (claim.status?.allocation) continue
        const {namespace, name} = claim.metadata
        if (allocated.isPending(claim))
          return unresolvable(`resource claim ${namespace}/${name} is in the process of being allocated`)
        const refusal = unknownClass(claim, classOf)
        if (refusal) return refusal
      }
      const state: ClaimState = {claims: found, byNode: new Map(), unavailable: new Set(), chosen: new Map()}
      cycle.write(stateKey, state)
      return undefined
    },
    filter(cycle, _pod, {name, node}) {
      const state = cycle.read<ClaimState>(stateKey)!
      if (!node) return undefined
      const unreachable = state.claims.filter(({status}) => {
        const selector = status?.allocation?.nodeSelector
        return selector && !nodeSelectorMatches(selector, node)
      })
      const wanted = lacking(state)
      if (wanted.length > 0) {
        const elapsed = stopwatch()
        try {
          const found = allocator!.allocate({
            node,
            claims: wanted,
            slices: [...slices.byIndex('node', name), ...slices.byIndex('node', '')],
            allocated,
            classOf,
            isOverdue: () => elapsed() > longestSearch,
          })
          if (!found) return unresolvable('cannot allocate all claims')
          state.byNode.set(name, found)
        } catch (error) {
          if (error instanceof allocator!.SearchTimeout) return unresolvable('timed out trying to allocate devices')
          return failed((error as Error).message)
        }
      }
      if (unreachable.length === 0) return undefined
      for (const claim of unreachable) state.unavailable.add(claim)
      return unresolvable('resourceclaim not available on the node')
    },
    /** A claim that only this pod could use, on nodes where the pod cannot go, is freed: it may be had elsewhere. */
    async postFilter(cycle, pod) {
      const state = cycle.read<ClaimState>(stateKey)
      // A cycle that ended before this plugin's turn has no state to look into, and kube-scheduler says so in two words.
      if (!state) return {verdict: failed('not found')}
      if (state.claims.length === 0) return {verdict: unschedulable('no new claims to deallocate')}
      const idle = [...state.unavailable].find(claim => isOnlyFor(claim, pod))
      if (!idle) return {verdict: unschedulable('still not schedulable')}
      await writer.deallocate(idle)
      return {verdict: unschedulable('deallocation of ResourceClaim completed')}
    },
    reserve(cycle, _pod, nodeName) {
      const state = cycle.read<ClaimState>(stateKey)
      const wanted = state ? lacking(state) : []
      if (wanted.length === 0) return undefined
      const found = state!.byNode.get(nodeName)
      if (!found) return failed('claim allocation not found for node')
      for (const [index, claim] of wanted.entries()) reserveOne(state!, claim, found[index]!)
      return undefined
    },
    unreserve(cycle, pod) {
      for (const claim of cycle.read<ClaimState>(stateKey)?.claims ?? []) {
        allocated.settled(claim)
        if (!claim.status?.allocation || !isReservedFor(claim, pod)) continue
        void activity
          .during(writer.unreserve(claim, pod))
          .catch(error => log.error('a reservation could not be taken back', {claim: claim.metadata.name, error}))
      }
    },
    async preBind(cycle, pod) {
      const state = cycle.read<ClaimState>(stateKey)
      for (const [index, claim] of (state?.claims ?? []).entries()) {
        if (isReservedFor(claim, pod)) continue
        try {
          const written = await activity.during(writer.bind(claim, pod, state!.chosen.get(claim.metadata.uid!)))
          // Whoever takes the reservation back must find it.
          state!.claims[index] = written
        } catch (error) {
          return failed((error as Error).message)
        } finally {
          allocated.settled(claim)
        }
      }
      return undefined
    },
  }
}

/** Most pods have none: they share this. */
const withoutClaims: ClaimState = {claims: [], byNode: new Map(), unavailable: new Set(), chosen: new Map()}

const isOnlyFor = ({status}: ResourceClaim, pod: Pod): boolean => {
  const users = status?.reservedFor ?? []
  return users.length === 0 || (users.length === 1 && users[0]!.uid === pod.metadata.uid)
}
