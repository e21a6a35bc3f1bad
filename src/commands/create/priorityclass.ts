import {generatorFlags} from '../../cli/generators/create-generated.ts'
import {GeneratorCommand} from '../../cli/generators/generator-command.ts'
import {priorityClass} from '../../cli/generators/priority-class.ts'

export default class CreatePriorityclass extends GeneratorCommand {
  static override summary = 'Create a priority class with the specified name'
  static override description = 'Create a priority class with the specified name.'
  static override aliases = ['pc']
  static override examples = [
    {
      description: 'A high one',
      command: '<%= config.bin %> create priorityclass high --value=1000 --description="high priority"',
    },
  ]
  static override usage = 'create priorityclass NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none]'
  static override flagSet = {...generatorFlags, ...priorityClass.flags}

  protected override readonly generator = priorityClass
}
