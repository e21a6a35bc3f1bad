import type {FlagSet} from '../cli/flags/flag.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {type KustomizeInvocation, kustomize, kustomizeFlags} from '../cli/kustomize/kustomize.ts'

export default class Kustomize extends KctlCommand {
  static override summary = 'Build a kustomization target from a directory or URL'
  static override description =
    'Build the objects of a kustomization: a folder with a kustomization.yaml, the current one unless named.'
  static override examples = [
    {description: 'The current folder', command: '<%= config.bin %> kustomize'},
    {description: 'Another folder', command: '<%= config.bin %> kustomize /home/config/production'},
  ]
  static override usage = 'kustomize DIR'
  static override flagsInUsage = true
  static override flagSet: FlagSet = kustomizeFlags

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return kustomize(invocation as unknown as KustomizeInvocation)
  }
}
