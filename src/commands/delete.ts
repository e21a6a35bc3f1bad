import {deleteObjects} from '../cli/delete/delete.ts'
import {deleteFlags} from '../cli/delete/delete-flags.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'

export default class Delete extends KctlCommand<typeof deleteFlags> {
  static override summary =
    'Delete resources by file names, stdin, resources and names, or by resources and label selector'
  static override description =
    `Delete resources by file names, stdin, resources and names, or by resources and label selector.

 Only one kind of argument may be given: files, types and names, or types and a label selector.

 Some objects, such as pods, end gracefully: they get a while before they are killed. --grace-period sets how long, and --now makes it one second. What runs on a node that is cut off may go on running after a forced deletion.

 Deleting does not look at resource versions: an update that somebody makes meanwhile is lost.`
  static override examples = [
    {description: 'The pod that a file describes', command: '<%= config.bin %> delete -f ./pod.json'},
    {description: 'Everything of a kustomization', command: '<%= config.bin %> delete -k dir'},
    {description: 'Several objects of one name', command: '<%= config.bin %> delete pod,service baz foo'},
    {description: 'Objects with a label', command: '<%= config.bin %> delete pods,services -l name=myLabel'},
    {description: 'With hardly any grace', command: '<%= config.bin %> delete pod foo --now'},
    {description: 'On a node that is gone', command: '<%= config.bin %> delete pod foo --force'},
    {description: 'All pods of the namespace', command: '<%= config.bin %> delete pods --all'},
  ]
  static override usage = 'delete ([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])'
  static override flagSet = deleteFlags

  protected override work(invocation: Invocation<typeof deleteFlags>): Promise<void> {
    return deleteObjects(invocation)
  }
}
