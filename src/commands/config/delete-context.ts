import {deleteEntry} from '../../cli/config/contexts.ts'
import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class DeleteContext extends KctlCommand {
  static override summary = 'Delete the specified context from the kubeconfig'
  static override description = 'Delete a context of the kubeconfig.'
  static override examples = [
    {description: 'Delete the context minikube', command: '<%= config.bin %> config delete-context minikube'},
  ]
  static override usage = 'config delete-context NAME'

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return deleteEntry(invocation, 'contexts')
  }
}
