import {setContext, setContextFlags} from '../../cli/config/contexts.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class SetContext extends KctlCommand<typeof setContextFlags> {
  static override summary = 'Set a context entry in kubeconfig'
  static override description =
    'Set a context of the kubeconfig. Fields of one that is there stay unless they are given.'
  static override examples = [
    {
      description: 'Only the user of the context gce',
      command: '<%= config.bin %> config set-context gce --user=cluster-admin',
    },
  ]
  static override usage =
    'config set-context [NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace]'
  static override flagSet = setContextFlags

  protected override work(invocation: Invocation<typeof setContextFlags>): Promise<void> {
    return setContext(invocation)
  }
}
