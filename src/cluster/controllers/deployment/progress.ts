import type {Deployment} from '../../../api/kinds.ts'
import {millisecondsOf} from '../../../api/time.ts'
import type {ReconcileResult} from '../../runtime/controller.ts'
import {findCondition, withoutCondition} from '../condition.ts'
import {
  type DeploymentCondition,
  deploymentCondition,
  hasProgressDeadline,
  withDeploymentCondition,
} from './conditions.ts'
import {allSets, type Rollout, type Sets} from './rollout.ts'
import {calculateStatus, type DeploymentStatus, isComplete, writeStatus} from './status.ts'

/** Writes a rollout's status and how it is getting on; says when to look again whether it is stuck. */
export async function updateRolloutStatus(rollout: Rollout, sets: Sets): Promise<ReconcileResult | undefined> {
  const {deployment, context} = rollout
  const now = context.clock.now()
  const status = calculateStatus(deployment, sets, now)
  const judged = {...status, conditions: withFailures(progressConditions(deployment, status, sets, now), sets)}
  const written = await writeStatus(rollout, judged)
  return written ? undefined : stuckCheck(deployment, judged, now)
}

function progressConditions(
  deployment: Deployment,
  status: DeploymentStatus,
  {newSet}: Sets,
  now: number,
): DeploymentCondition[] {
  const conditions = status.conditions ?? []
  if (!hasProgressDeadline(deployment)) return withoutCondition(conditions, 'Progressing')
  const current = findCondition(deployment.status?.conditions, 'Progressing')
  const settled = status.replicas === status.updatedReplicas && current?.reason === 'NewReplicaSetAvailable'
  if (settled) return conditions
  const subject = newSet
    ? `ReplicaSet ${JSON.stringify(newSet.metadata.name)}`
    : `Deployment ${JSON.stringify(deployment.metadata.name)}`
  const progressing = (state: string, reason: string, what: string) =>
    deploymentCondition('Progressing', state, reason, `${subject} ${what}`, now)

  if (isComplete(deployment, status))
    return withDeploymentCondition(
      conditions,
      progressing('True', 'NewReplicaSetAvailable', 'has successfully progressed.'),
    )
  if (hasProgressed(deployment, status)) {
    const condition = progressing('True', 'ReplicaSetUpdated', 'is progressing.')
    const lastTransitionTime = current?.status === 'True' ? current.lastTransitionTime : condition.lastTransitionTime
    return [...withoutCondition(conditions, 'Progressing'), {...condition, lastTransitionTime}]
  }
  if (hasTimedOut(deployment, current, now))
    return withDeploymentCondition(
      conditions,
      progressing('False', 'ProgressDeadlineExceeded', 'has timed out progressing.'),
    )
  return conditions
}

/** What kept sets from making pods is a condition of the deployment too; the newest set's word counts first. */
function withFailures(conditions: DeploymentCondition[], sets: Sets): DeploymentCondition[] {
  const order = sets.newSet ? [sets.newSet, ...allSets(sets)] : sets.oldSets
  for (const set of order) {
    const failure = findCondition(set.status?.conditions, 'ReplicaFailure')
    if (!failure) continue
    const {type, status, reason = '', message = '', lastTransitionTime} = failure
    const condition = {type, status, reason, message, lastTransitionTime, lastUpdateTime: lastTransitionTime}
    return withDeploymentCondition(conditions, condition)
  }
  return withoutCondition(conditions, 'ReplicaFailure')
}

function hasProgressed({status: old = {}}: Deployment, status: DeploymentStatus): boolean {
  const outdated = ({replicas = 0, updatedReplicas = 0}: DeploymentStatus): number => replicas - updatedReplicas
  return (
    (status.updatedReplicas ?? 0) > (old.updatedReplicas ?? 0) ||
    outdated(status) < outdated(old) ||
    (status.readyReplicas ?? 0) > (old.readyReplicas ?? 0) ||
    (status.availableReplicas ?? 0) > (old.availableReplicas ?? 0)
  )
}

function hasTimedOut(deployment: Deployment, current: DeploymentCondition | undefined, now: number): boolean {
  if (!current || current.reason === 'NewReplicaSetAvailable') return false
  return current.reason === 'ProgressDeadlineExceeded' || deadlineOf(deployment, current) < now
}

const deadlineOf = ({spec}: Deployment, {lastUpdateTime}: DeploymentCondition): number =>
  millisecondsOf(lastUpdateTime) + (spec?.progressDeadlineSeconds ?? 0) * 1000

/** When a rollout that stands still will have stood still too long. */
function stuckCheck(deployment: Deployment, status: DeploymentStatus, now: number): ReconcileResult | undefined {
  const current = findCondition(status.conditions, 'Progressing')
  if (!hasProgressDeadline(deployment) || !current || deployment.spec?.paused) return undefined
  if (isComplete(deployment, status) || current.reason === 'ProgressDeadlineExceeded') return undefined
  return {requeueAfter: Math.max(deadlineOf(deployment, current) - now, 0) + 1000}
}
