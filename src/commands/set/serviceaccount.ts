import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {setServiceAccount, setServiceAccountFlags} from '../../cli/set/set-service-account.ts'

export default class SetServiceaccount extends KctlCommand<typeof setServiceAccountFlags> {
  static override summary = 'Update the service account of a resource'
  static override description = 'Update the service account of a resource.'
  static override aliases = ['sa']
  static override examples = [
    {
      description: 'A deployment',
      command: '<%= config.bin %> set serviceaccount deployment nginx-deployment serviceaccount1',
    },
  ]
  static override usage = 'set serviceaccount (-f FILENAME | TYPE NAME) SERVICE_ACCOUNT'
  static override flagSet = setServiceAccountFlags

  protected override work(invocation: Invocation<typeof setServiceAccountFlags>): Promise<void> {
    return setServiceAccount(invocation)
  }
}
