import type {Deployment} from '../../../api/kinds.ts'
import {timestamp} from '../../runtime/clock.ts'
import {findCondition, newCondition, withoutCondition} from '../condition.ts'

export type DeploymentCondition = NonNullable<NonNullable<Deployment['status']>['conditions']>[number]

/** A progress deadline of the largest 32-bit number means none. */
export const hasProgressDeadline = ({spec}: Deployment): boolean =>
  spec?.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== 2_147_483_647

export const deploymentCondition = (
  type: string,
  status: string,
  reason: string,
  message: string,
  now: number,
): DeploymentCondition => ({...newCondition(type, status, reason, message, now), lastUpdateTime: timestamp(now)})

/** Conditions with this one instead of the one of its type; nothing changes if only its message would. */
export function withDeploymentCondition(
  conditions: readonly DeploymentCondition[] = [],
  condition: DeploymentCondition | undefined,
): DeploymentCondition[] {
  if (!condition) return [...conditions]
  const old = findCondition(conditions, condition.type)
  if (old && old.status === condition.status && old.reason === condition.reason) return [...conditions]
  const lastTransitionTime = old?.status === condition.status ? old.lastTransitionTime : condition.lastTransitionTime
  return [...withoutCondition(conditions, condition.type), {...condition, lastTransitionTime}]
}
