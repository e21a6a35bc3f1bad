import {editLastApplied} from '../../cli/apply/last-applied-commands.ts'
import {editLastAppliedFlags} from '../../cli/edit/edit-flags.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class EditLastApplied extends KctlCommand<typeof editLastAppliedFlags> {
  static override summary = 'Edit latest last-applied-configuration annotations of a resource/object'
  static override description =
    'Edit what was last applied to objects in the editor that KUBE_EDITOR or EDITOR names, vi if neither does.'
  static override examples = [
    {description: 'By type and name, as YAML', command: '<%= config.bin %> apply edit-last-applied deployment/nginx'},
    {description: 'By a file, as JSON', command: '<%= config.bin %> apply edit-last-applied -f deploy.yaml -o json'},
  ]
  static override usage = 'apply edit-last-applied (RESOURCE/NAME | -f FILENAME)'
  static override flagSet = editLastAppliedFlags

  protected override work(invocation: Invocation<typeof editLastAppliedFlags>): Promise<void> {
    return editLastApplied(invocation)
  }
}
