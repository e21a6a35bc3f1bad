import {createToken, tokenFlags} from '../../cli/generators/token.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class CreateToken extends KctlCommand<typeof tokenFlags> {
  static override summary = 'Request a service account token'
  static override description = 'Request a service account token.'
  static override examples = [
    {description: 'For the API server', command: '<%= config.bin %> create token myapp'},
    {description: 'For ten minutes', command: '<%= config.bin %> create token myapp --duration 10m'},
    {
      description: 'For as long as a secret exists',
      command: '<%= config.bin %> create token myapp --bound-object-kind Secret --bound-object-name mysecret',
    },
  ]
  static override usage = 'create token SERVICE_ACCOUNT_NAME'
  static override flagSet = tokenFlags

  protected override work(invocation: Invocation<typeof tokenFlags>): Promise<void> {
    return createToken(invocation)
  }
}
