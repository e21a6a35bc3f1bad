import {viewLastApplied, viewLastAppliedFlags} from '../../cli/apply/last-applied-commands.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class ViewLastApplied extends KctlCommand<typeof viewLastAppliedFlags> {
  static override summary = 'View the latest last-applied-configuration annotations of a resource/object'
  static override description = 'Show what was last applied to objects, as YAML unless -o says otherwise.'
  static override examples = [
    {description: 'By type and name, as YAML', command: '<%= config.bin %> apply view-last-applied deployment/nginx'},
    {description: 'By a file, as JSON', command: '<%= config.bin %> apply view-last-applied -f deploy.yaml -o json'},
  ]
  static override usage = 'apply view-last-applied (TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)'
  static override flagSet = viewLastAppliedFlags

  protected override work(invocation: Invocation<typeof viewLastAppliedFlags>): Promise<void> {
    return viewLastApplied(invocation)
  }
}
