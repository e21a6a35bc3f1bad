import {generatorFlags} from '../../cli/generators/create-generated.ts'
import {GeneratorCommand} from '../../cli/generators/generator-command.ts'
import {role} from '../../cli/generators/role.ts'

export default class CreateRole extends GeneratorCommand {
  static override discoveryAttempts = 2
  static override summary = 'Create a role with single rule'
  static override description = 'Create a role with single rule.'
  static override examples = [
    {
      description: 'Readers of pods',
      command: '<%= config.bin %> create role reader --verb=get,list,watch --resource=pods',
    },
    {
      description: 'Of subresources and groups',
      command: '<%= config.bin %> create role reader --verb=get --resource=pods/status,replicasets.apps',
    },
  ]
  static override usage =
    'create role NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [--dry-run=server|client|none]'
  static override flagSet = {...generatorFlags, ...role.flags}

  protected override readonly generator = role
}
