import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {rolloutUndo, rolloutUndoFlags} from '../../cli/rollout/undo.ts'

export default class RolloutUndo extends KctlCommand<typeof rolloutUndoFlags> {
  static override summary = 'Undo a previous rollout'
  static override description = 'Go back to an earlier revision.'
  static override examples = [
    {description: 'The revision before', command: '<%= config.bin %> rollout undo deployment/abc'},
    {
      description: 'Revision 3 of a daemon set',
      command: '<%= config.bin %> rollout undo daemonset/abc --to-revision=3',
    },
    {description: 'Only look', command: '<%= config.bin %> rollout undo --dry-run=server deployment/abc'},
  ]
  static override usage = 'rollout undo (TYPE NAME | TYPE/NAME) [flags]'
  static override flagSet = rolloutUndoFlags

  protected override work(invocation: Invocation<typeof rolloutUndoFlags>): Promise<void> {
    return rolloutUndo(invocation)
  }
}
