import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {cordon, cordonFlags} from '../cli/node/cordon.ts'
import {findNodes} from '../cli/node/find-nodes.ts'

export default class Cordon extends KctlCommand<typeof cordonFlags> {
  static override summary = 'Mark node as unschedulable'
  static override description = 'Mark node as unschedulable.'
  static override examples = [{description: 'One node', command: '<%= config.bin %> cordon foo'}]
  static override usage = 'cordon NODE'
  static override flagSet = cordonFlags

  protected override async work(invocation: Invocation<typeof cordonFlags>): Promise<void> {
    const found = await findNodes(invocation, Cordon.usage)
    await cordon(invocation, {...found, closed: true})
  }
}
