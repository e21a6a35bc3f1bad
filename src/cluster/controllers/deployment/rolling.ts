import type {Deployment, ReplicaSet} from '../../../api/kinds.ts'
import type {ReconcileResult} from '../../runtime/controller.ts'
import {cleanUpHistory} from './history.ts'
import {resolveSets} from './new-set.ts'
import {updateRolloutStatus} from './progress.ts'
import {
  activeSets,
  availableOf,
  maxUnavailable,
  newSetReplicas,
  specReplicas,
  sum,
  wantedReplicas,
} from './replica-math.ts'
import {allSets, byCreation, type Rollout, type Sets} from './rollout.ts'
import {scaleSet} from './scale.ts'
import {isComplete} from './status.ts'

/** One step of a rolling update: grow the new set, else shrink the old ones, within surge and unavailability. */
export async function rollOut(rollout: Rollout): Promise<ReconcileResult | undefined> {
  const sets = await resolveSets(rollout, {create: true})
  const grown = await growNewSet(rollout, sets)
  if (grown) return updateRolloutStatus(rollout, {...sets, newSet: grown})
  const shrunk = await shrinkOldSets(rollout, sets)
  if (shrunk) return updateRolloutStatus(rollout, shrunk)
  if (isComplete(rollout.deployment, rollout.deployment.status ?? {})) await cleanUpHistory(rollout, sets.oldSets)
  return updateRolloutStatus(rollout, sets)
}

async function growNewSet(rollout: Rollout, sets: Sets): Promise<ReplicaSet | undefined> {
  const {deployment} = rollout
  const newSet = sets.newSet!
  const wanted = wantedReplicas(deployment)
  const current = specReplicas(newSet)
  const replicas = current > wanted ? wanted : newSetReplicas(deployment, allSets(sets), newSet)
  if (replicas === current) return undefined
  return scaleSet(rollout, newSet, replicas)
}

async function shrinkOldSets(rollout: Rollout, sets: Sets): Promise<Sets | undefined> {
  const {deployment} = rollout
  const {newSet, oldSets} = sets
  const active = activeSets(oldSets)
  if (active.length === 0) return undefined
  const minimum = wantedReplicas(deployment) - maxUnavailable(deployment)
  const newUnavailable = specReplicas(newSet) - availableOf(newSet!)
  const allowed = sum(allSets(sets), specReplicas) - minimum - newUnavailable
  if (allowed <= 0) return undefined
  const sizes = shrunkSizes(deployment, active, newSet!, allowed)
  if (sizes.size === 0) return undefined
  const shrunk: ReplicaSet[] = []
  for (const set of oldSets) {
    const size = sizes.get(set)
    shrunk.push(size === undefined ? set : await scaleSet(rollout, set, size))
  }
  return {newSet, oldSets: shrunk}
}

/** First what is not healthy anyway, then as many available pods as can be spared; oldest sets first. */
export function shrunkSizes(
  deployment: Deployment,
  active: readonly ReplicaSet[],
  newSet: ReplicaSet,
  allowed: number,
): Map<ReplicaSet, number> {
  const sizes = new Map<ReplicaSet, number>()
  const ordered = [...active].sort(byCreation)
  const sizeOf = (set: ReplicaSet): number => sizes.get(set) ?? specReplicas(set)
  let unhealthy = 0
  for (const set of ordered) {
    const down = Math.min(allowed - unhealthy, specReplicas(set) - availableOf(set))
    if (down <= 0) continue
    sizes.set(set, specReplicas(set) - down)
    unhealthy += down
  }
  const minimum = wantedReplicas(deployment) - maxUnavailable(deployment)
  let spare = sum([...active, newSet], availableOf) - minimum
  for (const set of ordered) {
    const down = Math.min(sizeOf(set), spare)
    if (down <= 0) continue
    sizes.set(set, sizeOf(set) - down)
    spare -= down
  }
  return sizes
}
