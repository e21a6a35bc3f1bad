import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {changeMetadata} from '../cli/metadata/change-metadata.ts'
import {labels} from '../cli/metadata/labels.ts'
import {metadataFlags} from '../cli/metadata/metadata-flags.ts'

export default class Label extends KctlCommand<ReturnType<typeof metadataFlags>> {
  static override summary = 'Update the labels on a resource'
  static override description = `Update the labels on a resource.

 *  Keys and values begin with a letter or digit and may hold letters, digits, hyphens, dots and underscores, up to 63 characters each.
 *  A key may begin with a DNS subdomain and a '/', such as example.com/my-app.
 *  With --overwrite existing labels may change; without it that is an error.
 *  With --resource-version only that version of the object is changed.`
  static override examples = [
    {description: 'Give a pod a label', command: '<%= config.bin %> label pods foo unhealthy=true'},
    {description: 'Change it', command: '<%= config.bin %> label --overwrite pods foo status=unhealthy'},
    {description: 'All pods of the namespace', command: '<%= config.bin %> label pods --all status=unhealthy'},
    {description: 'The pod that a file describes', command: '<%= config.bin %> label -f pod.json status=unhealthy'},
    {
      description: 'Only if nobody changed it meanwhile',
      command: '<%= config.bin %> label pods foo status=unhealthy --resource-version=1',
    },
    {description: 'Take the label off', command: '<%= config.bin %> label pods foo bar-'},
  ]
  static override usage =
    'label [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]'
  static override flagSet = metadataFlags('kubectl-label')

  protected override work(invocation: Invocation<ReturnType<typeof metadataFlags>>): Promise<void> {
    return changeMetadata(invocation, labels)
  }
}
