import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {switchKubelets} from './switch-kubelets.ts'

export default class NodeStart extends KctlCommand {
  static override summary = "Start a node's kubelet that was stopped"
  static override description =
    'Start the kubelet of nodes of the embedded cluster that `node stop` has stopped: the node is Ready again, and takes up its pods.'
  static override examples = [{description: 'One node', command: '<%= config.bin %> node start worker-1'}]
  static override usage = 'node start NODE...'

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return switchKubelets(invocation, 'started')
  }
}
