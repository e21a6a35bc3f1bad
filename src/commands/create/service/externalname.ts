import {generatorFlags} from '../../../cli/generators/create-generated.ts'
import {GeneratorCommand} from '../../../cli/generators/generator-command.ts'
import {externalNameService} from '../../../cli/generators/service.ts'

export default class CreateServiceExternalname extends GeneratorCommand {
  static override summary = 'Create an ExternalName service'
  static override description = 'Create an ExternalName service.'
  static override examples = [
    {
      description: 'For a name outside',
      command: '<%= config.bin %> create service externalname web --external-name example.com',
    },
  ]
  static override usage =
    'create service externalname NAME --external-name external.name [--dry-run=server|client|none]'
  static override flagSet = {...generatorFlags, ...externalNameService.flags}

  protected override readonly generator = externalNameService
}
