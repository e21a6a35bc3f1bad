import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {version, versionFlags} from '../cli/version/version.ts'

export default class Version extends KctlCommand<typeof versionFlags> {
  static override summary = 'Print the client and server version information'
  static override description =
    'Print the Kubernetes versions of this program and of the server of the current context.'
  static override examples = [{description: 'Both versions', command: '<%= config.bin %> version'}]
  static override usage = 'version'
  static override flagsInUsage = true
  static override flagSet = versionFlags

  protected override work(invocation: Invocation<typeof versionFlags>): Promise<void> {
    return version(invocation)
  }
}
