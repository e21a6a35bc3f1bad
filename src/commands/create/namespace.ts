import {generatorFlags} from '../../cli/generators/create-generated.ts'
import {GeneratorCommand} from '../../cli/generators/generator-command.ts'
import {namespace} from '../../cli/generators/namespace.ts'

export default class CreateNamespace extends GeneratorCommand {
  static override summary = 'Create a namespace with the specified name'
  static override description = 'Create a namespace with the specified name.'
  static override aliases = ['ns']
  static override examples = [{description: 'A namespace', command: '<%= config.bin %> create namespace team'}]
  static override usage = 'create namespace NAME [--dry-run=server|client|none]'
  static override flagSet = {...generatorFlags, ...namespace.flags}

  protected override readonly generator = namespace
}
