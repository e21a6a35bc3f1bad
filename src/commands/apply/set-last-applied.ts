import {setLastApplied, setLastAppliedFlags} from '../../cli/apply/last-applied-commands.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class SetLastApplied extends KctlCommand<typeof setLastAppliedFlags> {
  static override summary =
    'Set the last-applied-configuration annotation on a live object to match the contents of a file'
  static override description =
    'Write files into the last-applied-configuration annotations of the objects that they describe, as an apply would, without changing anything else.'
  static override examples = [
    {description: 'What deploy.yaml holds', command: '<%= config.bin %> apply set-last-applied -f deploy.yaml'},
    {description: 'Every file of a folder', command: '<%= config.bin %> apply set-last-applied -f path/'},
    {
      description: 'Where there is no annotation yet',
      command: '<%= config.bin %> apply set-last-applied -f deploy.yaml --create-annotation=true',
    },
  ]
  static override usage = 'apply set-last-applied -f FILENAME'
  static override flagSet = setLastAppliedFlags

  protected override work(invocation: Invocation<typeof setLastAppliedFlags>): Promise<void> {
    return setLastApplied(invocation)
  }
}
