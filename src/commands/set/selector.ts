import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {setSelector, setSelectorFlags} from '../../cli/set/set-selector.ts'

export default class SetSelector extends KctlCommand<typeof setSelectorFlags> {
  static override summary = 'Set the selector on a resource'
  static override description = 'Set the selector on a resource.'
  static override examples = [{description: 'A service', command: '<%= config.bin %> set selector service web app=web'}]
  static override usage = 'set selector (-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]'
  static override flagSet = setSelectorFlags

  protected override work(invocation: Invocation<typeof setSelectorFlags>): Promise<void> {
    return setSelector(invocation)
  }
}
