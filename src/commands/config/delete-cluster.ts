import {deleteEntry} from '../../cli/config/contexts.ts'
import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class DeleteCluster extends KctlCommand {
  static override summary = 'Delete the specified cluster from the kubeconfig'
  static override description = 'Delete a cluster of the kubeconfig.'
  static override examples = [
    {description: 'Delete the cluster minikube', command: '<%= config.bin %> config delete-cluster minikube'},
  ]
  static override usage = 'config delete-cluster NAME'

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return deleteEntry(invocation, 'clusters')
  }
}
