import {generatorFlags} from '../../../cli/generators/create-generated.ts'
import {GeneratorCommand} from '../../../cli/generators/generator-command.ts'
import {tlsSecret} from '../../../cli/generators/tls-secret.ts'

export default class CreateSecretTls extends GeneratorCommand {
  static override summary = 'Create a TLS secret'
  static override description = 'Create a TLS secret.'
  static override examples = [
    {description: 'A pair', command: '<%= config.bin %> create secret tls web --cert=tls.crt --key=tls.key'},
  ]
  static override usage =
    'create secret tls NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none]'
  static override flagSet = {...generatorFlags, ...tlsSecret.flags}

  protected override readonly generator = tlsSecret
}
