import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {switchKubelets} from './switch-kubelets.ts'

export default class NodeStop extends KctlCommand {
  static override summary = "Stop a node's kubelet"
  static override description =
    "Stop the kubelet of nodes of the embedded cluster, as `systemctl stop kubelet` does. What runs there runs on, but nobody hears of it: after 50 seconds of the cluster's time the node is NotReady, and its pods are evicted when they tolerate that no longer. It stays so until `node start`."
  static override examples = [{description: 'One node', command: '<%= config.bin %> node stop worker-1'}]
  static override usage = 'node stop NODE...'

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return switchKubelets(invocation, 'stopped')
  }
}
