import {setLastApplied, setLastAppliedFlags} from '../../cli/apply/last-applied-commands.ts'
import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class SetLastApplied extends KctlCommand {
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
  static override flagSet: FlagSet = setLastAppliedFlags

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return setLastApplied(invocation as unknown as Invocation<typeof setLastAppliedFlags>)
  }
}
