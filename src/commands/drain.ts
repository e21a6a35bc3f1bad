import type {FlagSet} from '../cli/flags/flag.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {drain, drainFlags} from '../cli/node/drain.ts'

export default class Drain extends KctlCommand {
  static override summary = 'Drain node in preparation for maintenance'
  static override description = 'Drain node in preparation for maintenance.'
  static override examples = [
    {description: 'Although pods have no controller', command: '<%= config.bin %> drain foo --force'},
    {description: 'With a grace period of 15 minutes', command: '<%= config.bin %> drain foo --grace-period=900'},
  ]
  static override usage = 'drain NODE'
  static override flagSet: FlagSet = drainFlags

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return drain(invocation as never, Drain.usage)
  }
}
