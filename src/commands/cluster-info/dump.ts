import {dumpClusterInfo, dumpFlags} from '../../cli/cluster-info/dump.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class Dump extends KctlCommand<typeof dumpFlags> {
  static override summary = 'Dump relevant information for debugging and diagnosis'
  static override description =
    'Write down what helps to find out what is wrong with a cluster: nodes, and for each namespace events, controllers, services, pods and their logs. To the standard output, or to files in --output-directory; of the namespaces kube-system and the current one unless told otherwise.'
  static override examples = [
    {description: 'To the standard output', command: '<%= config.bin %> cluster-info dump'},
    {description: 'To files', command: '<%= config.bin %> cluster-info dump --output-directory=/path/to/cluster-state'},
    {description: 'All namespaces', command: '<%= config.bin %> cluster-info dump --all-namespaces'},
  ]
  static override usage = 'cluster-info dump'
  static override flagsInUsage = true
  static override flagSet = dumpFlags

  protected override work(invocation: Invocation<typeof dumpFlags>): Promise<void> {
    return dumpClusterInfo(invocation)
  }
}
