import {unsetProperty} from '../../cli/config/set-property.ts'
import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class Unset extends KctlCommand {
  static override summary = 'Unset an individual value in a kubeconfig file'
  static override description =
    'Take a single value, or a whole entry, out of the kubeconfig. PROPERTY_NAME is a path of fields and names with dots between them.'
  static override examples = [
    {description: 'The current context', command: '<%= config.bin %> config unset current-context'},
    {description: 'The namespace of a context', command: '<%= config.bin %> config unset contexts.foo.namespace'},
  ]
  static override usage = 'config unset PROPERTY_NAME'

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return unsetProperty(invocation)
  }
}
