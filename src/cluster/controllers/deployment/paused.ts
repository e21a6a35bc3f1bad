import {builtin} from '../../../api/builtin-resources.ts'
import {findCondition} from '../condition.ts'
import {deploymentCondition, hasProgressDeadline, withDeploymentCondition} from './conditions.ts'
import type {Rollout} from './rollout.ts'

/** Notes on the deployment that it was paused or resumed, so that a pause does not count against its deadline. */
export async function notePause(rollout: Rollout): Promise<void> {
  const {deployment, objects, context} = rollout
  if (!hasProgressDeadline(deployment)) return
  const current = findCondition(deployment.status?.conditions, 'Progressing')
  if (current?.reason === 'ProgressDeadlineExceeded') return
  const paused = deployment.spec?.paused ?? false
  const noted = current?.reason === 'DeploymentPaused'
  if (paused === noted) return
  const now = context.clock.now()
  const condition = paused
    ? deploymentCondition('Progressing', 'Unknown', 'DeploymentPaused', 'Deployment is paused', now)
    : deploymentCondition('Progressing', 'Unknown', 'DeploymentResumed', 'Deployment is resumed', now)
  rollout.deployment = await objects.updateStatus(builtin.deployments, {
    ...deployment,
    status: {...deployment.status, conditions: withDeploymentCondition(deployment.status?.conditions, condition)},
  })
}
