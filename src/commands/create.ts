import {create, createFlags} from '../cli/create/create.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'

export default class Create extends KctlCommand<typeof createFlags> {
  static override summary = 'Create a resource from a file or from stdin'
  static override description = 'Create a resource from a file or from stdin.\n\n JSON and YAML are accepted.'
  static override examples = [
    {description: 'The pod in pod.json', command: '<%= config.bin %> create -f ./pod.json'},
    {description: 'What comes through a pipe', command: 'cat pod.json | <%= config.bin %> create -f -'},
    {description: 'Look it over first', command: '<%= config.bin %> create -f registry.yaml --edit -o json'},
  ]
  static override usage = 'create -f FILENAME'
  static override flagSet = createFlags

  protected override work(invocation: Invocation<typeof createFlags>): Promise<void> {
    return create(invocation)
  }
}
