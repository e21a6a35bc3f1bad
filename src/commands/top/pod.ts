import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {type TopPodInvocation, topPod, topPodFlags} from '../../cli/top/top-pod.ts'

export default class TopPod extends KctlCommand {
  static override discoveryAttempts = 0
  static override summary = 'Display resource (CPU/memory) usage of pods'
  static override description = 'Show how much CPU and memory pods use. Right after its start a pod has no metrics yet.'
  static override examples = [
    {description: 'All pods of the namespace', command: '<%= config.bin %> top pod'},
    {description: 'By containers', command: '<%= config.bin %> top pod POD_NAME --containers'},
    {description: 'Pods with a label', command: '<%= config.bin %> top pod -l name=myLabel'},
  ]
  static override usage = 'top pod [NAME | -l label]'
  static override flagSet: FlagSet = topPodFlags

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return topPod(invocation as unknown as TopPodInvocation)
  }
}
