import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {type TopNodeInvocation, topNode, topNodeFlags} from '../../cli/top/top-node.ts'

export default class TopNode extends KctlCommand {
  static override discoveryAttempts = 0
  static override summary = 'Display resource (CPU/memory) usage of nodes'
  static override description = 'Show how much CPU and memory nodes use.'
  static override examples = [
    {description: 'All nodes', command: '<%= config.bin %> top node'},
    {description: 'One node', command: '<%= config.bin %> top node NODE_NAME'},
  ]
  static override usage = 'top node [NAME | -l label]'
  static override flagSet: FlagSet = topNodeFlags

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return topNode(invocation as unknown as TopNodeInvocation)
  }
}
