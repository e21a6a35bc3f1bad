import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {pluginList, pluginListFlags} from '../../cli/plugins/plugin-list.ts'

export default class PluginList extends KctlCommand<typeof pluginListFlags> {
  static override summary = "List all visible plugin executables on a user's PATH"
  static override description =
    'List the plugins in PATH: files that anybody may execute and whose names begin with "kctl-" or "kubectl-".'
  static override examples = [{description: 'All plugins', command: '<%= config.bin %> plugin list'}]
  static override usage = 'plugin list [flags]'
  static override flagSet = pluginListFlags

  protected override work(invocation: Invocation<typeof pluginListFlags>): Promise<void> {
    return pluginList(invocation)
  }
}
