import type {FlagSet} from '../cli/flags/flag.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {type VersionInvocation, version, versionFlags} from '../cli/version/version.ts'

export default class Version extends KctlCommand {
  static override summary = 'Print the client and server version information'
  static override description =
    'Print the Kubernetes versions of this program and of the server of the current context.'
  static override examples = [{description: 'Both versions', command: '<%= config.bin %> version'}]
  static override usage = 'version'
  static override flagsInUsage = true
  static override flagSet: FlagSet = versionFlags

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return version(invocation as unknown as VersionInvocation)
  }
}
