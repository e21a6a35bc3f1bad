import {getContexts, getContextsFlags} from '../../cli/config/contexts.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class GetContexts extends KctlCommand<typeof getContextsFlags> {
  static override summary = 'Describe one or many contexts'
  static override description = 'Show contexts of the kubeconfig: those named, or all.'
  static override examples = [
    {description: 'All contexts', command: '<%= config.bin %> config get-contexts'},
    {description: 'One of them', command: '<%= config.bin %> config get-contexts my-context'},
  ]
  static override usage = 'config get-contexts [(-o|--output=)name)]'
  static override flagSet = getContextsFlags

  protected override work(invocation: Invocation<typeof getContextsFlags>): Promise<void> {
    return getContexts(invocation)
  }
}
