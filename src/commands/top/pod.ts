import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {topPod, topPodFlags} from '../../cli/top/top-pod.ts'

export default class TopPod extends KctlCommand<typeof topPodFlags> {
  static override discoveryAttempts = 0
  static override summary = 'Display resource (CPU/memory) usage of pods'
  static override description = 'Show how much CPU and memory pods use. Right after its start a pod has no metrics yet.'
  static override aliases = ['pods', 'po']
  static override examples = [
    {description: 'All pods of the namespace', command: '<%= config.bin %> top pod'},
    {description: 'By containers', command: '<%= config.bin %> top pod POD_NAME --containers'},
    {description: 'Pods with a label', command: '<%= config.bin %> top pod -l name=myLabel'},
  ]
  static override usage = 'top pod [NAME | -l label]'
  static override flagSet = topPodFlags

  protected override work(invocation: Invocation<typeof topPodFlags>): Promise<void> {
    return topPod(invocation)
  }
}
