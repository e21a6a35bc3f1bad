import {GroupCommand} from '../cli/group-command.ts'

export default class Plugin extends GroupCommand {
  static override summary = 'Provides utilities for interacting with plugins'
  static override description =
    'Work with plugins: programs in PATH whose names begin with "kctl-" or "kubectl-", which then are commands.'
  static override examples = [{description: 'All plugins', command: '<%= config.bin %> plugin list'}]
  static override usage = 'plugin [flags]'
}
