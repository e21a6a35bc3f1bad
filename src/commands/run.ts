import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {run, runFlags} from '../cli/run/run.ts'

export default class Run extends KctlCommand<typeof runFlags> {
  static override summary = 'Run a particular image on the cluster'
  static override description = 'Run a particular image on the cluster.'
  static override examples = [
    {description: 'A pod', command: '<%= config.bin %> run nginx --image=nginx'},
    {
      description: 'With a port and variables',
      command: '<%= config.bin %> run web --image=nginx --port=5701 --env="A=1" --labels="app=web"',
    },
    {description: 'Only look at it', command: '<%= config.bin %> run nginx --image=nginx --dry-run=client -o yaml'},
    {
      description: 'A shell, removed afterwards',
      command: '<%= config.bin %> run -i -t busybox --image=busybox --restart=Never --rm',
    },
  ]
  static override usage =
    'run NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...]'
  static override flagSet = runFlags

  protected override work(invocation: Invocation<typeof runFlags>): Promise<void> {
    return run(invocation)
  }
}
