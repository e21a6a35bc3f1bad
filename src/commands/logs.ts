import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {logFlags} from '../cli/logs/log-flags.ts'
import {logs} from '../cli/logs/logs.ts'

export default class Logs extends KctlCommand<typeof logFlags> {
  static override summary = 'Print the logs for a container in a pod'
  static override description =
    'Print the logs of a container of a pod, or of a pod of the named object. With a single container its name may be left out.'
  static override examples = [
    {description: 'A pod with one container', command: '<%= config.bin %> logs nginx'},
    {
      description: 'All containers of pods with a label',
      command: '<%= config.bin %> logs -l app=nginx --all-containers=true',
    },
    {description: 'The run before this one', command: '<%= config.bin %> logs -p -c ruby web-1'},
    {description: 'Go on as it is written', command: '<%= config.bin %> logs -f -c ruby web-1'},
    {description: 'The last 20 lines', command: '<%= config.bin %> logs --tail=20 nginx'},
    {description: 'The last hour', command: '<%= config.bin %> logs --since=1h nginx'},
    {description: 'A job', command: '<%= config.bin %> logs job/hello'},
  ]
  static override usage = 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'
  static override flagSet = logFlags

  protected override work(invocation: Invocation<typeof logFlags>): Promise<void> {
    return logs(invocation)
  }
}
