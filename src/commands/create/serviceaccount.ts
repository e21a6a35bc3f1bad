import {generatorFlags} from '../../cli/generators/create-generated.ts'
import {GeneratorCommand} from '../../cli/generators/generator-command.ts'
import {serviceAccount} from '../../cli/generators/service-account.ts'

export default class CreateServiceaccount extends GeneratorCommand {
  static override summary = 'Create a service account with the specified name'
  static override description = 'Create a service account with the specified name.'
  static override aliases = ['sa']
  static override examples = [{description: 'An account', command: '<%= config.bin %> create serviceaccount builder'}]
  static override usage = 'create serviceaccount NAME [--dry-run=server|client|none]'
  static override flagSet = {...generatorFlags, ...serviceAccount.flags}

  protected override readonly generator = serviceAccount
}
