import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {rolloutStatus, rolloutStatusFlags} from '../../cli/rollout/status.ts'

export default class RolloutStatus extends KctlCommand<typeof rolloutStatusFlags> {
  static override summary = 'Show the status of the rollout'
  static override description =
    'Tell how a rollout goes, until it is done.\n\n With --watch=false it is told once. A rollout that begins meanwhile is followed, too, unless --revision pins the command to one revision.'
  static override examples = [
    {
      description: 'Until the rollout of a deployment is done',
      command: '<%= config.bin %> rollout status deployment/nginx',
    },
  ]
  static override usage = 'rollout status (TYPE NAME | TYPE/NAME) [flags]'
  static override flagSet = rolloutStatusFlags

  protected override work(invocation: Invocation<typeof rolloutStatusFlags>): Promise<void> {
    return rolloutStatus(invocation)
  }
}
