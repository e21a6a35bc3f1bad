import {generatorFlags} from '../../cli/generators/create-generated.ts'
import {GeneratorCommand} from '../../cli/generators/generator-command.ts'
import {quota} from '../../cli/generators/quota.ts'

export default class CreateQuota extends GeneratorCommand {
  static override summary = 'Create a quota with the specified name'
  static override description = 'Create a quota with the specified name.'
  static override aliases = ['resourcequota']
  static override examples = [
    {description: 'Limits', command: '<%= config.bin %> create quota small --hard=cpu=1,memory=1G,pods=2,services=3'},
    {
      description: 'For a scope',
      command: '<%= config.bin %> create quota best-effort --hard=pods=100 --scopes=BestEffort',
    },
  ]
  static override usage =
    'create quota NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none]'
  static override flagSet = {...generatorFlags, ...quota.flags}

  protected override readonly generator = quota
}
