import {canI, canIFlags} from '../../cli/auth/can-i.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class AuthCanI extends KctlCommand<typeof canIFlags> {
  static override summary = 'Check whether an action is allowed'
  static override description = 'Check whether an action is allowed.'
  static override examples = [
    {description: 'May I create pods?', command: '<%= config.bin %> auth can-i create pods --all-namespaces'},
    {description: 'What may I do?', command: '<%= config.bin %> auth can-i --list --namespace=foo'},
  ]
  static override usage = 'auth can-i VERB [TYPE | TYPE/NAME | NONRESOURCEURL]'
  static override flagSet = canIFlags

  protected override work(invocation: Invocation<typeof canIFlags>): Promise<void> {
    return canI(invocation)
  }
}
