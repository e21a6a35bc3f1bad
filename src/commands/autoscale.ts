import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {autoscale, autoscaleFlags} from '../cli/scale/autoscale.ts'

export default class Autoscale extends KctlCommand<typeof autoscaleFlags> {
  static override summary = 'Auto-scale a deployment, replica set, stateful set, or replication controller'
  static override description = 'Auto-scale a deployment, replica set, stateful set, or replication controller.'
  static override examples = [
    {description: 'Between two and ten', command: '<%= config.bin %> autoscale deployment foo --min=2 --max=10'},
    {description: 'By CPU', command: '<%= config.bin %> autoscale rc foo --max=5 --cpu=80%'},
  ]
  static override usage =
    'autoscale (-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] [--memory=MEMORY]'
  static override flagSet = autoscaleFlags

  protected override work(invocation: Invocation<typeof autoscaleFlags>): Promise<void> {
    return autoscale(invocation)
  }
}
