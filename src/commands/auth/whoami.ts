import {whoAmI, whoAmIFlags} from '../../cli/auth/who-am-i.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class AuthWhoami extends KctlCommand<typeof whoAmIFlags> {
  static override summary = 'Experimental: Check self subject attributes'
  static override description = 'Experimental: Check self subject attributes.'
  static override examples = [
    {description: 'Who am I?', command: '<%= config.bin %> auth whoami'},
    {description: 'As JSON', command: '<%= config.bin %> auth whoami -o json'},
  ]
  static override usage = 'auth whoami'
  static override flagSet = whoAmIFlags

  protected override work(invocation: Invocation<typeof whoAmIFlags>): Promise<void> {
    return whoAmI(invocation)
  }
}
