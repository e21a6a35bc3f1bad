import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {annotations} from '../cli/metadata/annotations.ts'
import {changeMetadata} from '../cli/metadata/change-metadata.ts'
import {metadataFlags} from '../cli/metadata/metadata-flags.ts'

export default class Annotate extends KctlCommand<ReturnType<typeof metadataFlags>> {
  static override summary = 'Update the annotations on a resource'
  static override description = `Update the annotations on one or more resources.

 Annotations are keys with values of any text, meant for tools and people rather than for selecting.

 With --overwrite existing annotations may change; without it that is an error. With --resource-version only that version of the object is changed.

Use "kctl api-resources" for a complete list of supported resources.`
  static override examples = [
    {description: 'Describe a pod', command: "<%= config.bin %> annotate pods foo description='my frontend'"},
    {
      description: 'The pod that a file describes',
      command: "<%= config.bin %> annotate -f pod.json description='my frontend'",
    },
    {
      description: 'Change what is there',
      command: "<%= config.bin %> annotate --overwrite pods foo description='my frontend running nginx'",
    },
    {
      description: 'All pods of the namespace',
      command: "<%= config.bin %> annotate pods --all description='my frontend running nginx'",
    },
    {description: 'Take the annotation off', command: '<%= config.bin %> annotate pods foo description-'},
  ]
  static override usage =
    'annotate [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]'
  static override flagSet = metadataFlags('kubectl-annotate')

  protected override work(invocation: Invocation<ReturnType<typeof metadataFlags>>): Promise<void> {
    return changeMetadata(invocation, annotations)
  }
}
