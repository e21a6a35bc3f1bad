import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {drain, drainFlags} from '../cli/node/drain.ts'

export default class Drain extends KctlCommand<typeof drainFlags> {
  static override summary = 'Drain node in preparation for maintenance'
  static override description = 'Drain node in preparation for maintenance.'
  static override examples = [
    {description: 'Although pods have no controller', command: '<%= config.bin %> drain foo --force'},
    {description: 'With a grace period of 15 minutes', command: '<%= config.bin %> drain foo --grace-period=900'},
  ]
  static override usage = 'drain NODE'
  static override flagSet = drainFlags

  protected override work(invocation: Invocation<typeof drainFlags>): Promise<void> {
    return drain(invocation, Drain.usage)
  }
}
