import {GroupCommand} from '../../cli/group-command.ts'

export default class CreateSecret extends GroupCommand {
  static override summary = 'Create a secret using a specified subcommand'
  static override description = 'Create a secret using a specified subcommand.'
  static override usage = 'create secret (docker-registry | generic | tls)'
}
