import {renameContext} from '../../cli/config/contexts.ts'
import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class RenameContext extends KctlCommand {
  static override summary = 'Rename a context from the kubeconfig file'
  static override description = 'Give a context another name. The current context stays current.'
  static override examples = [
    {description: 'Another name', command: '<%= config.bin %> config rename-context old-name new-name'},
  ]
  static override usage = 'config rename-context CONTEXT_NAME NEW_NAME'

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return renameContext(invocation)
  }
}
