import type {FlagSet} from '../cli/flags/flag.ts'
import {globalFlags} from '../cli/flags/global-flags.ts'
import {flagHelp} from '../cli/help/flag-help.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'

export default class Options extends KctlCommand {
  static override summary = 'Print the flags that every command takes'
  static override description = 'Print the flags that every command takes.'
  static override examples = [{description: 'The flags that every command takes', command: '<%= config.bin %> options'}]
  static override usage = 'options'

  protected override work(invocation: Invocation<FlagSet>): void {
    invocation.out(`The following options can be passed to any command:\n\n${flagHelp(globalFlags)}\n\n`)
  }
}
