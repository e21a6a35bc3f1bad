import {configMap} from '../../cli/generators/config-map.ts'
import {generatorFlags} from '../../cli/generators/create-generated.ts'
import {GeneratorCommand} from '../../cli/generators/generator-command.ts'

export default class CreateConfigmap extends GeneratorCommand {
  static override summary = 'Create a config map from a local file, directory or literal value'
  static override description = 'Create a config map from a local file, directory or literal value.'
  static override aliases = ['cm']
  static override examples = [
    {
      description: 'From all files of a folder',
      command: '<%= config.bin %> create configmap settings --from-file=path/to/bar',
    },
    {
      description: 'From values',
      command: '<%= config.bin %> create configmap settings --from-literal=a=1 --from-literal=b=2',
    },
    {
      description: 'From lines of KEY=VALUE',
      command: '<%= config.bin %> create configmap settings --from-env-file=vars.env',
    },
  ]
  static override usage =
    'create configmap NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]'
  static override flagSet = {...generatorFlags, ...configMap.flags}

  protected override readonly generator = configMap
}
