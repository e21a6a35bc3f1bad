import {generatorFlags} from '../../../cli/generators/create-generated.ts'
import {GeneratorCommand} from '../../../cli/generators/generator-command.ts'
import {nodePortService} from '../../../cli/generators/service.ts'

export default class CreateServiceNodeport extends GeneratorCommand {
  static override summary = 'Create a NodePort service'
  static override description = 'Create a NodePort service.'
  static override examples = [
    {description: 'With a port', command: '<%= config.bin %> create service nodeport web --tcp=5678:8080'},
  ]
  static override usage = 'create service nodeport NAME [--tcp=port:targetPort] [--dry-run=server|client|none]'
  static override flagSet = {...generatorFlags, ...nodePortService.flags}

  protected override readonly generator = nodePortService
}
