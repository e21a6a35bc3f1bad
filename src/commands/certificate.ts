import {GroupCommand} from '../cli/group-command.ts'

export default class Certificate extends GroupCommand {
  static override summary = 'Modify certificate resources'
  static override description = 'Modify certificate resources.'
  static override usage = 'certificate SUBCOMMAND'
}
