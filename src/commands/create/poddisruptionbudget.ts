import {generatorFlags} from '../../cli/generators/create-generated.ts'
import {GeneratorCommand} from '../../cli/generators/generator-command.ts'
import {podDisruptionBudget} from '../../cli/generators/pod-disruption-budget.ts'

export default class CreatePoddisruptionbudget extends GeneratorCommand {
  static override summary = 'Create a pod disruption budget with the specified name'
  static override description = 'Create a pod disruption budget with the specified name.'
  static override aliases = ['pdb']
  static override examples = [
    {
      description: 'At least one pod',
      command: '<%= config.bin %> create poddisruptionbudget web --selector=app=web --min-available=1',
    },
    {description: 'At least half', command: '<%= config.bin %> create pdb web --selector=app=web --min-available=50%'},
  ]
  static override usage =
    'create poddisruptionbudget NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none]'
  static override flagSet = {...generatorFlags, ...podDisruptionBudget.flags}

  protected override readonly generator = podDisruptionBudget
}
