import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import type {Deployment, ReplicaSet} from '../../../api/kinds.ts'
import {desiredReplicas, maximumReplicas, replicaAnnotations} from './annotations.ts'
import {activeSets, availableOf, isRolling, maxSurge, specReplicas, sum, wantedReplicas} from './replica-math.ts'
import {allSets, byCreation, type Rollout, type Sets, say} from './rollout.ts'

/** Gives a set another size and notes the deployment's on it; says so if the size changed. */
export async function scaleSet(rollout: Rollout, set: ReplicaSet, replicas: number): Promise<ReplicaSet> {
  const before = specReplicas(set)
  const annotations = {...set.metadata.annotations, ...replicaAnnotations(rollout.deployment)}
  if (before === replicas && isDeepStrictEqual(annotations, {...set.metadata.annotations})) return set
  const scaled = await rollout.objects.update<ReplicaSet>(builtin.replicaSets, {
    ...set,
    metadata: {...set.metadata, annotations},
    spec: {...set.spec!, replicas},
  })
  if (before !== replicas) {
    const direction = before < replicas ? 'up' : 'down'
    const message = `Scaled ${direction} replica set ${set.metadata.name} from ${before} to ${replicas}`
    say(rollout, 'Normal', 'ScalingReplicaSet', message)
  }
  return scaled
}

/** Whether the deployment's size changed since its sets last heard of it. */
export const isScalingEvent = (deployment: Deployment, sets: Sets): boolean =>
  activeSets(allSets(sets)).some(set => {
    const desired = desiredReplicas(set)
    return desired !== undefined && desired !== wantedReplicas(deployment)
  })

/** Follows a change of size: the one active set takes it, or all active sets take their share. */
export async function scale(rollout: Rollout, sets: Sets): Promise<void> {
  const {deployment} = rollout
  const {newSet, oldSets} = sets
  const wanted = wantedReplicas(deployment)
  const only = activeOrLatest(sets)
  if (only) {
    if (specReplicas(only) !== wanted) await scaleSet(rollout, only, wanted)
    return
  }
  if (newSet && isSaturated(deployment, newSet)) {
    for (const old of activeSets(oldSets)) await scaleSet(rollout, old, 0)
    return
  }
  if (!isRolling(deployment)) return
  for (const [set, size] of proportionalSizes(deployment, activeSets(allSets(sets)))) await scaleSet(rollout, set, size)
}

/** Sizes that keep the shares of the sets when the deployment's size changes; the first in line takes what rounding leaves. */
export function proportionalSizes(deployment: Deployment, sets: readonly ReplicaSet[]): [ReplicaSet, number][] {
  const wanted = wantedReplicas(deployment)
  const allowed = wanted > 0 ? wanted + maxSurge(deployment) : 0
  const change = allowed - sum(sets, specReplicas)
  const ordered = [...sets].sort((a, b) => {
    const bySize = specReplicas(b) - specReplicas(a)
    return bySize !== 0 ? bySize : change > 0 ? byCreation(b, a) : byCreation(a, b)
  })
  let added = 0
  const sizes = ordered.map((set): [ReplicaSet, number] => {
    const share = shareOf(deployment, set, change, added)
    added += share
    return [set, specReplicas(set) + share]
  })
  const [first] = sizes
  if (first && change !== 0) first[1] = Math.max(0, first[1] + change - added)
  return sizes
}

function shareOf(deployment: Deployment, set: ReplicaSet, change: number, added: number): number {
  if (specReplicas(set) === 0 || change === 0 || change === added) return 0
  const fraction = fractionOf(deployment, set)
  return change > 0 ? Math.min(fraction, change - added) : Math.max(fraction, change - added)
}

function fractionOf(deployment: Deployment, set: ReplicaSet): number {
  const wanted = wantedReplicas(deployment)
  if (wanted === 0) return -specReplicas(set)
  const before = maximumReplicas(set) || (deployment.status?.replicas ?? 0)
  if (before === 0) return 0
  return Math.round((specReplicas(set) * (wanted + maxSurge(deployment))) / before) - specReplicas(set)
}

function activeOrLatest({newSet, oldSets}: Sets): ReplicaSet | undefined {
  const newestFirst = [...oldSets].sort((a, b) => byCreation(b, a))
  const active = activeSets(newSet ? [...newestFirst, newSet] : newestFirst)
  if (active.length === 0) return newSet ?? newestFirst[0]
  return active.length === 1 ? active[0] : undefined
}

function isSaturated(deployment: Deployment, set: ReplicaSet): boolean {
  const wanted = wantedReplicas(deployment)
  return specReplicas(set) === wanted && desiredReplicas(set) === wanted && availableOf(set) === wanted
}
