import {currentContext} from '../../cli/config/contexts.ts'
import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class CurrentContext extends KctlCommand {
  static override summary = 'Display the current-context'
  static override description = 'Show the current context.'
  static override examples = [{description: 'Its name', command: '<%= config.bin %> config current-context'}]
  static override usage = 'config current-context'
  static override flagsInUsage = true

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return currentContext(invocation)
  }
}
