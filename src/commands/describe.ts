import {describe, describeFlags} from '../cli/describe/describe.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'

export default class Describe extends KctlCommand<typeof describeFlags> {
  static override summary = 'Show details of a specific resource or group of resources'
  static override description =
    `Show details of objects, together with what belongs to them, such as events and controllers.

 A name that is not there is taken for a prefix: everything of the type that begins with it is shown.

Use "kctl api-resources" for a complete list of supported resources.`
  static override examples = [
    {description: 'A node', command: '<%= config.bin %> describe nodes kubernetes-node-emt8.c.myproject.internal'},
    {description: 'A pod', command: '<%= config.bin %> describe pods/nginx'},
    {description: 'What a file names', command: '<%= config.bin %> describe -f pod.json'},
    {description: 'All pods', command: '<%= config.bin %> describe pods'},
    {description: 'Pods with a label', command: '<%= config.bin %> describe pods -l name=myLabel'},
    {description: 'All pods whose names begin with frontend', command: '<%= config.bin %> describe pods frontend'},
  ]
  static override usage = 'describe (-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)'
  static override flagSet = describeFlags

  protected override work(invocation: Invocation<typeof describeFlags>): Promise<void> {
    return describe(invocation)
  }
}
