import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {taint, taintFlags} from '../cli/node/taint.ts'

export default class Taint extends KctlCommand<typeof taintFlags> {
  static override discoveryAttempts = 2
  static override summary = 'Update the taints on one or more nodes'
  static override description = 'Update the taints on one or more nodes.'
  static override examples = [
    {description: 'Add a taint', command: '<%= config.bin %> taint nodes foo dedicated=special-user:NoSchedule'},
    {description: 'Remove it', command: '<%= config.bin %> taint nodes foo dedicated:NoSchedule-'},
  ]
  static override usage = 'taint NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N'
  static override flagSet = taintFlags

  protected override work(invocation: Invocation<typeof taintFlags>): Promise<void> {
    return taint(invocation)
  }
}
