import {edit} from '../cli/edit/edit.ts'
import {editFlags} from '../cli/edit/edit-flags.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'

export default class Edit extends KctlCommand<typeof editFlags> {
  static override summary = 'Edit a resource on the server'
  static override description =
    'Edit objects of the server in the editor that KUBE_EDITOR or EDITOR names, vi if neither does. What was changed is sent as a patch; what the server refuses opens again with the reasons above.\n\n The text is YAML; -o json makes it JSON. --windows-line-endings changes the ends of lines.'
  static override examples = [
    {description: 'A service', command: '<%= config.bin %> edit svc/registry'},
    {description: 'With another editor', command: 'KUBE_EDITOR="nano" <%= config.bin %> edit svc/registry'},
    {description: 'A job, as JSON', command: '<%= config.bin %> edit job.v1.batch/myjob -o json'},
    {
      description: 'And keep the configuration for apply',
      command: '<%= config.bin %> edit deployment/mydeployment -o yaml --save-config',
    },
    {
      description: "A deployment's status",
      command: "<%= config.bin %> edit deployment mydeployment --subresource='status'",
    },
  ]
  static override usage = 'edit (RESOURCE/NAME | -f FILENAME)'
  static override flagSet = editFlags

  protected override work(invocation: Invocation<typeof editFlags>): Promise<void> {
    return edit(invocation)
  }
}
