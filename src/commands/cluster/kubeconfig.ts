import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {kubeconfigText} from '../../client/kubeconfig/write-kubeconfig.ts'
import {chosenCluster, onlyByFlag} from './chosen-cluster.ts'

export default class ClusterKubeconfig extends KctlCommand {
  static override summary = 'Print a kubeconfig for other programs'
  static override description =
    "Print the administrator's kubeconfig of the embedded cluster, for kubectl, helm and any other client of the daemon."
  static override examples = [
    {description: 'Use kubectl', command: '<%= config.bin %> cluster kubeconfig > kubeconfig.yaml'},
  ]

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return kubeconfig(invocation)
  }
}

export async function kubeconfig(invocation: Invocation<FlagSet>): Promise<void> {
  onlyByFlag(invocation)
  const {clusterKubeconfig} = await import('../../cluster/index.ts')
  invocation.out(await kubeconfigText(await clusterKubeconfig(await chosenCluster(invocation))))
}
