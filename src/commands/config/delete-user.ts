import {deleteEntry} from '../../cli/config/contexts.ts'
import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class DeleteUser extends KctlCommand {
  static override summary = 'Delete the specified user from the kubeconfig'
  static override description = 'Delete a user of the kubeconfig.'
  static override examples = [
    {description: 'Delete the user minikube', command: '<%= config.bin %> config delete-user minikube'},
  ]
  static override usage = 'config delete-user NAME'

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return deleteEntry(invocation, 'users')
  }
}
