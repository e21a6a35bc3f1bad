import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {setSubject, setSubjectFlags} from '../../cli/set/set-subject.ts'

export default class SetSubject extends KctlCommand {
  static override summary = 'Update the user, group, or service account in a role binding or cluster role binding'
  static override description = 'Update the user, group, or service account in a role binding or cluster role binding.'
  static override examples = [
    {description: 'A user', command: '<%= config.bin %> set subject rolebinding admin --user=user1'},
  ]
  static override usage =
    'set subject (-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]'
  static override flagSet: FlagSet = setSubjectFlags

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return setSubject(invocation as never)
  }
}
