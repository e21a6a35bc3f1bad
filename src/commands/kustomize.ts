import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {kustomize, kustomizeFlags} from '../cli/kustomize/kustomize.ts'

export default class Kustomize extends KctlCommand<typeof kustomizeFlags> {
  static override summary = 'Build a kustomization target from a directory or URL'
  static override description =
    'Build the objects of a kustomization: a folder with a kustomization.yaml, the current one unless named.'
  static override examples = [
    {description: 'The current folder', command: '<%= config.bin %> kustomize'},
    {description: 'Another folder', command: '<%= config.bin %> kustomize /home/config/production'},
  ]
  static override usage = 'kustomize DIR'
  static override flagsInUsage = true
  static override flagSet = kustomizeFlags

  protected override work(invocation: Invocation<typeof kustomizeFlags>): Promise<void> {
    return kustomize(invocation)
  }
}
