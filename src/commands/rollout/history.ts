import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {rolloutHistory, rolloutHistoryFlags} from '../../cli/rollout/history.ts'

export default class RolloutHistory extends KctlCommand<typeof rolloutHistoryFlags> {
  static override summary = 'View rollout history'
  static override description = 'List earlier rollouts with what caused them, or show one revision.'
  static override examples = [
    {description: 'The history of a deployment', command: '<%= config.bin %> rollout history deployment/abc'},
    {
      description: 'A revision of a daemon set',
      command: '<%= config.bin %> rollout history daemonset/abc --revision=3',
    },
  ]
  static override usage = 'rollout history (TYPE NAME | TYPE/NAME) [flags]'
  static override flagSet = rolloutHistoryFlags

  protected override work(invocation: Invocation<typeof rolloutHistoryFlags>): Promise<void> {
    return rolloutHistory(invocation)
  }
}
