import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {cordon, cordonFlags} from '../cli/node/cordon.ts'
import {findNodes} from '../cli/node/find-nodes.ts'

export default class Uncordon extends KctlCommand<typeof cordonFlags> {
  static override summary = 'Mark node as schedulable'
  static override description = 'Mark node as schedulable.'
  static override examples = [{description: 'One node', command: '<%= config.bin %> uncordon foo'}]
  static override usage = 'uncordon NODE'
  static override flagSet = cordonFlags

  protected override async work(invocation: Invocation<typeof cordonFlags>): Promise<void> {
    const found = await findNodes(invocation, Uncordon.usage)
    await cordon(invocation, {...found, closed: false})
  }
}
