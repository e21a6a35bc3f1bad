import {clusterInfo} from '../cli/cluster-info/cluster-info.ts'
import type {FlagSet} from '../cli/flags/flag.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'

export default class ClusterInfo extends KctlCommand {
  static override summary = 'Display cluster information'
  static override description =
    "Show the addresses of the control plane and of the services that carry the label kubernetes.io/cluster-service=true. For finding out what is wrong, use 'kctl cluster-info dump'."
  static override examples = [{description: 'The addresses', command: '<%= config.bin %> cluster-info'}]
  static override usage = 'cluster-info'
  static override flagsInUsage = true

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return clusterInfo(invocation)
  }
}
