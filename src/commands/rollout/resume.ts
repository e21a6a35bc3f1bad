import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {changeRollouts, resuming} from '../../cli/rollout/change.ts'
import {rolloutChangeFlags} from '../../cli/rollout/rollout-flags.ts'

export default class RolloutResume extends KctlCommand<typeof rolloutChangeFlags> {
  static override summary = 'Resume a paused resource'
  static override description = 'Resumed deployments are reconciled again.'
  static override examples = [
    {description: 'A deployment', command: '<%= config.bin %> rollout resume deployment/nginx'},
  ]
  static override usage = 'rollout resume RESOURCE'
  static override flagSet = rolloutChangeFlags

  protected override work(invocation: Invocation<typeof rolloutChangeFlags>): Promise<void> {
    return changeRollouts(invocation, resuming)
  }
}
