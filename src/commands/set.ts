import {GroupCommand} from '../cli/group-command.ts'

export default class SetGroup extends GroupCommand {
  static override summary = 'Set specific features on objects'
  static override description =
    'Configure application resources.\n\n These commands help you make changes to existing application resources.'
  static override usage = 'set SUBCOMMAND'
}
