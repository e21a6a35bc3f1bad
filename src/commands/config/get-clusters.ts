import {listNames} from '../../cli/config/contexts.ts'
import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class GetClusters extends KctlCommand {
  static override summary = 'Display clusters defined in the kubeconfig'
  static override description = 'List the clusters of the kubeconfig.'
  static override examples = [{description: 'Their names', command: '<%= config.bin %> config get-clusters'}]
  static override usage = 'config get-clusters'
  static override flagsInUsage = true

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return listNames(invocation, 'clusters')
  }
}
