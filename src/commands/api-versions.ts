import {apiVersionOf} from '../api/object.ts'
import type {FlagSet} from '../cli/flags/flag.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {noArguments} from '../cli/no-arguments.ts'

export default class ApiVersions extends KctlCommand {
  static override summary = 'Print the supported API versions on the server, in the form of "group/version"'
  static override description = 'Print the API versions that the server supports, as "group/version".'
  static override examples = [
    {description: 'The versions that the server supports', command: '<%= config.bin %> api-versions'},
  ]
  static override usage = 'api-versions'

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return apiVersions(invocation)
  }
}

/** Prints every group version, sorted. Asks the server even where discovery is cached. */
async function apiVersions(invocation: Invocation<FlagSet>): Promise<void> {
  noArguments(invocation)
  const {discovery} = await invocation.connect()
  discovery.invalidate()
  const groups = await discovery.groups().catch(error => throwUnavailable(error, invocation))
  const versions = groups.flatMap(({name, versions}) =>
    versions.map(({version}) => apiVersionOf({group: name, version})),
  )
  invocation.out(
    versions
      .sort()
      .map(version => `${version}\n`)
      .join(''),
  )
}

async function throwUnavailable(error: unknown, invocation: Invocation<FlagSet>): Promise<never> {
  const {discoveryFailure, isDiscoveryFailure, logRefusals} = await import('../cli/errors/log-refusals.ts')
  if (!isDiscoveryFailure(error)) throw error
  logRefusals(error, invocation, 1)
  throw new Error(`couldn't get available api versions from server: ${discoveryFailure(error)}`)
}
