import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import type {Deployment} from '../../../api/kinds.ts'
import {compact} from '../compact.ts'
import {deploymentCondition, withDeploymentCondition} from './conditions.ts'
import {availableOf, maxUnavailable, specReplicas, sum, wantedReplicas} from './replica-math.ts'
import {allSets, type Rollout, type Sets} from './rollout.ts'

export type DeploymentStatus = NonNullable<Deployment['status']>

/** The status that follows from a deployment's sets, without a word on its progress. */
export function calculateStatus(deployment: Deployment, sets: Sets, now: number): DeploymentStatus {
  const all = allSets(sets)
  const available = sum(all, availableOf)
  const enough = available >= wantedReplicas(deployment) - maxUnavailable(deployment)
  const condition = enough
    ? deploymentCondition('Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.', now)
    : deploymentCondition(
        'Available',
        'False',
        'MinimumReplicasUnavailable',
        'Deployment does not have minimum availability.',
        now,
      )
  return compact({
    observedGeneration: deployment.metadata.generation ?? 0,
    replicas: sum(all, set => set.status?.replicas),
    updatedReplicas: sets.newSet?.status?.replicas ?? 0,
    readyReplicas: sum(all, set => set.status?.readyReplicas),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, sum(all, specReplicas) - available),
    collisionCount: deployment.status?.collisionCount,
    conditions: withDeploymentCondition(deployment.status?.conditions, condition),
  })
}

/** Writes a status that differs from what is there; returns whether it did. */
export async function writeStatus(rollout: Rollout, status: DeploymentStatus): Promise<boolean> {
  const {deployment, objects} = rollout
  if (isDeepStrictEqual(compact({...deployment.status}), compact(status))) return false
  rollout.deployment = await objects.updateStatus(builtin.deployments, {...deployment, status})
  return true
}

export const updateStatus = (rollout: Rollout, sets: Sets): Promise<boolean> =>
  writeStatus(rollout, calculateStatus(rollout.deployment, sets, rollout.context.clock.now()))

/** Every wanted pod is of the newest template and available, and no other is left. */
export function isComplete({metadata, ...deployment}: Deployment, status: DeploymentStatus): boolean {
  const wanted = wantedReplicas({metadata, ...deployment} as Deployment)
  return (
    (status.updatedReplicas ?? 0) === wanted &&
    (status.replicas ?? 0) === wanted &&
    (status.availableReplicas ?? 0) === wanted &&
    (status.observedGeneration ?? 0) >= (metadata.generation ?? 0)
  )
}
