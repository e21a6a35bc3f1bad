import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {setSubject, setSubjectFlags} from '../../cli/set/set-subject.ts'

export default class SetSubject extends KctlCommand<typeof setSubjectFlags> {
  static override summary = 'Update the user, group, or service account in a role binding or cluster role binding'
  static override description = 'Update the user, group, or service account in a role binding or cluster role binding.'
  static override examples = [
    {description: 'A user', command: '<%= config.bin %> set subject rolebinding admin --user=user1'},
  ]
  static override usage =
    'set subject (-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]'
  static override flagSet = setSubjectFlags

  protected override work(invocation: Invocation<typeof setSubjectFlags>): Promise<void> {
    return setSubject(invocation)
  }
}
