import {GroupCommand} from '../cli/group-command.ts'

export default class Auth extends GroupCommand {
  static override summary = 'Inspect authorization'
  static override description = 'Inspect authorization.'
  static override usage = 'auth [flags]'
}
