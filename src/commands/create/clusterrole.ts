import {clusterRole} from '../../cli/generators/cluster-role.ts'
import {generatorFlags} from '../../cli/generators/create-generated.ts'
import {GeneratorCommand} from '../../cli/generators/generator-command.ts'

export default class CreateClusterrole extends GeneratorCommand {
  static override discoveryAttempts = 2
  static override summary = 'Create a cluster role'
  static override description = 'Create a cluster role.'
  static override examples = [
    {
      description: 'Readers of pods',
      command: '<%= config.bin %> create clusterrole reader --verb=get,list,watch --resource=pods',
    },
    {
      description: 'Of a path',
      command: '<%= config.bin %> create clusterrole logs --verb=get --non-resource-url=/logs/*',
    },
    {
      description: 'Gathered from others',
      command:
        '<%= config.bin %> create clusterrole monitoring --aggregation-rule=example.com/aggregate-to-monitoring=true',
    },
  ]
  static override usage =
    'create clusterrole NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none]'
  static override flagSet = {...generatorFlags, ...clusterRole.flags}

  protected override readonly generator = clusterRole
}
