import {setProperty, setPropertyFlags} from '../../cli/config/set-property.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class SetProperty extends KctlCommand<typeof setPropertyFlags> {
  static override summary = 'Set an individual value in a kubeconfig file'
  static override description =
    'Set a single value of the kubeconfig. PROPERTY_NAME is a path of fields and names with dots between them; PROPERTY_VALUE of a binary field is base64 unless --set-raw-bytes is given.'
  static override examples = [
    {
      description: 'The address of a cluster',
      command: '<%= config.bin %> config set clusters.my-cluster.server https://1.2.3.4',
    },
    {
      description: 'The cluster of a context',
      command: '<%= config.bin %> config set contexts.my-context.cluster my-cluster',
    },
  ]
  static override usage = 'config set PROPERTY_NAME PROPERTY_VALUE'
  static override flagSet = setPropertyFlags

  protected override work(invocation: Invocation<typeof setPropertyFlags>): Promise<void> {
    return setProperty(invocation)
  }
}
