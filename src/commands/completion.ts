import {completion} from '../cli/completion/completion.ts'
import type {FlagSet} from '../cli/flags/flag.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'

export default class Completion extends KctlCommand {
  static override summary = 'Output shell completion code for the specified shell (bash, zsh, fish, or powershell)'
  static override description =
    'Print a script that teaches bash, zsh, fish or PowerShell to complete commands, flags, types and names.'
  static override examples = [
    {
      description: 'In this bash, and in those to come',
      command:
        'source <(<%= config.bin %> completion bash)\n<%= config.bin %> completion bash > ~/.kctl/completion.bash.inc',
    },
    {description: 'In zsh', command: 'source <(<%= config.bin %> completion zsh)'},
    {description: 'In fish', command: '<%= config.bin %> completion fish | source'},
  ]
  static override usage = 'completion SHELL'

  protected override work(invocation: Invocation<FlagSet>): void {
    completion(invocation)
  }
}
