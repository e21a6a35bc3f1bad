import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {changeRollouts, restarting} from '../../cli/rollout/change.ts'
import {rolloutChangeFlags} from '../../cli/rollout/rollout-flags.ts'

export default class RolloutRestart extends KctlCommand<typeof rolloutChangeFlags> {
  static override summary = 'Restart a resource'
  static override description = 'Replace all pods by a new rollout.'
  static override examples = [
    {description: 'A deployment', command: '<%= config.bin %> rollout restart deployment/nginx'},
    {description: 'A daemon set', command: '<%= config.bin %> rollout restart daemonset/abc'},
    {
      description: 'Deployments with a label',
      command: '<%= config.bin %> rollout restart deployment --selector=app=nginx',
    },
  ]
  static override usage = 'rollout restart RESOURCE'
  static override flagSet = rolloutChangeFlags

  protected override work(invocation: Invocation<typeof rolloutChangeFlags>): Promise<void> {
    return changeRollouts(invocation, restarting(invocation.context.now()))
  }
}
