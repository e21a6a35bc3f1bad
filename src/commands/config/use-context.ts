import {useContext} from '../../cli/config/contexts.ts'
import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class UseContext extends KctlCommand {
  static override summary = 'Set the current-context in a kubeconfig file'
  static override description = 'Make a context the current one.'
  static override aliases = ['use']
  static override examples = [
    {description: 'Work with minikube from now on', command: '<%= config.bin %> config use-context minikube'},
  ]
  static override usage = 'config use-context CONTEXT_NAME'

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return useContext(invocation)
  }
}
