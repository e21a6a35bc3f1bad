import {generatorFlags} from '../../../cli/generators/create-generated.ts'
import {GeneratorCommand} from '../../../cli/generators/generator-command.ts'
import {genericSecret} from '../../../cli/generators/generic-secret.ts'

export default class CreateSecretGeneric extends GeneratorCommand {
  static override summary = 'Create a secret from a local file, directory, or literal value'
  static override description = 'Create a secret from a local file, directory, or literal value.'
  static override examples = [
    {
      description: 'From values',
      command: '<%= config.bin %> create secret generic db --from-literal=password=changeme',
    },
  ]
  static override usage =
    'create secret generic NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]'
  static override flagSet = {...generatorFlags, ...genericSecret.flags}

  protected override readonly generator = genericSecret
}
