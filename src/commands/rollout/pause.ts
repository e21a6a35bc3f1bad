import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {changeRollouts, pausing} from '../../cli/rollout/change.ts'
import {rolloutChangeFlags} from '../../cli/rollout/rollout-flags.ts'

export default class RolloutPause extends KctlCommand<typeof rolloutChangeFlags> {
  static override summary = 'Mark the provided resource as paused'
  static override description =
    'Paused deployments are not reconciled: changes of their template have no effect until they are resumed.'
  static override examples = [
    {description: 'A deployment', command: '<%= config.bin %> rollout pause deployment/nginx'},
  ]
  static override usage = 'rollout pause RESOURCE'
  static override flagSet = rolloutChangeFlags

  protected override work(invocation: Invocation<typeof rolloutChangeFlags>): Promise<void> {
    return changeRollouts(invocation, pausing)
  }
}
