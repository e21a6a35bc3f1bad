import {view, viewFlags} from '../../cli/config/view.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class View extends KctlCommand<typeof viewFlags> {
  static override summary = 'Display merged kubeconfig settings or a specified kubeconfig file'
  static override description =
    'Show the kubeconfig, all files merged or the one that --kubeconfig names.\n\n With --output jsonpath={...} a single value is printed.'
  static override examples = [
    {description: 'The merged kubeconfig', command: '<%= config.bin %> config view'},
    {description: 'With its secrets', command: '<%= config.bin %> config view --raw'},
    {
      description: 'A password',
      command: '<%= config.bin %> config view -o jsonpath=\'{.users[?(@.name == "e2e")].user.password}\'',
    },
  ]
  static override usage = 'config view'
  static override flagsInUsage = true
  static override flagSet = viewFlags

  protected override work(invocation: Invocation<typeof viewFlags>): Promise<void> {
    return view(invocation)
  }
}
