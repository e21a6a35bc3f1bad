import type {CliContext} from '../cli/cli-context.ts'
import {KctlCommand} from '../cli/kctl-command.ts'

export default class Etcdctl extends KctlCommand {
  static override summary = "Look into the embedded cluster's etcd, with etcdctl's own commands"
  static override description =
    "Everything after `etcdctl` is read, answered and refused as etcdctl 3.5 does, on the embedded cluster's store."
  static override examples = [
    {description: 'The keys of all pods', command: '<%= config.bin %> etcdctl get /registry/pods --prefix --keys-only'},
    {description: 'Back up and restore the cluster', command: '<%= config.bin %> etcdctl snapshot save backup.db'},
  ]

  private readonly surroundings: CliContext

  constructor(argv: string[], context: CliContext, path: string) {
    super(argv, context, path)
    this.surroundings = context
  }

  override async run(): Promise<void> {
    const {etcdctl} = await import('./etcdctl/embedded.ts')
    this.exitCode = await etcdctl(this.argv, this.surroundings)
  }

  protected override work(): void {}
}
