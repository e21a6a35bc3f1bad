import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {scale, scaleFlags} from '../cli/scale/scale.ts'

export default class Scale extends KctlCommand<typeof scaleFlags> {
  static override summary = 'Set a new size for a deployment, replica set, or replication controller'
  static override description = 'Set a new size for a deployment, replica set, or replication controller.'
  static override examples = [
    {description: 'Three pods', command: '<%= config.bin %> scale --replicas=3 rs/foo'},
    {
      description: 'Only if there are two',
      command: '<%= config.bin %> scale --current-replicas=2 --replicas=3 deployment/mysql',
    },
  ]
  static override usage =
    'scale [--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)'
  static override flagSet = scaleFlags

  protected override work(invocation: Invocation<typeof scaleFlags>): Promise<void> {
    return scale(invocation)
  }
}
