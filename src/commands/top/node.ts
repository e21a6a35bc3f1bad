import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {topNode, topNodeFlags} from '../../cli/top/top-node.ts'

export default class TopNode extends KctlCommand<typeof topNodeFlags> {
  static override discoveryAttempts = 0
  static override summary = 'Display resource (CPU/memory) usage of nodes'
  static override description = 'Show how much CPU and memory nodes use.'
  static override aliases = ['nodes', 'no']
  static override examples = [
    {description: 'All nodes', command: '<%= config.bin %> top node'},
    {description: 'One node', command: '<%= config.bin %> top node NODE_NAME'},
  ]
  static override usage = 'top node [NAME | -l label]'
  static override flagSet = topNodeFlags

  protected override work(invocation: Invocation<typeof topNodeFlags>): Promise<void> {
    return topNode(invocation)
  }
}
