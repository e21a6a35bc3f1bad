import {cp, cpFlags} from '../cli/cp/cp.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'

export default class Cp extends KctlCommand<typeof cpFlags> {
  static override summary = 'Copy files and directories to and from containers'
  static override description = "Copy files and directories to and from containers. The container's own 'tar' does it."
  static override examples = [
    {description: 'To a pod', command: '<%= config.bin %> cp /tmp/foo_dir some-pod:/tmp/bar_dir'},
    {description: 'To a certain container', command: '<%= config.bin %> cp /tmp/foo some-pod:/tmp/bar -c main'},
    {description: 'From a pod', command: '<%= config.bin %> cp some-namespace/some-pod:/tmp/foo /tmp/bar'},
  ]
  static override usage = 'cp <file-spec-src> <file-spec-dest>'
  static override flagSet = cpFlags

  protected override work(invocation: Invocation<typeof cpFlags>): Promise<void> {
    return cp(invocation)
  }
}
