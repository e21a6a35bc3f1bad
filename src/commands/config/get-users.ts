import {listNames} from '../../cli/config/contexts.ts'
import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class GetUsers extends KctlCommand {
  static override summary = 'Display users defined in the kubeconfig'
  static override description = 'List the users of the kubeconfig.'
  static override examples = [{description: 'Their names', command: '<%= config.bin %> config get-users'}]
  static override usage = 'config get-users'
  static override flagsInUsage = true

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return listNames(invocation, 'users')
  }
}
