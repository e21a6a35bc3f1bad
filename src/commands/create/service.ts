import {GroupCommand} from '../../cli/group-command.ts'

export default class CreateService extends GroupCommand {
  static override summary = 'Create a service using a specified subcommand'
  static override description = 'Create a service using a specified subcommand.'
  static override aliases = ['svc']
  static override usage = 'create service'
  static override flagsInUsage = true
}
