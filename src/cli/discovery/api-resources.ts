import {apiVersionOf, groupResourceName} from '../../api/object.ts'
import type {ServedGroup, ServedResource} from '../../client/discovery.ts'
import {throwCollected} from '../errors/command-error.ts'
import {bool, string, stringSlice} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {noArguments} from '../no-arguments.ts'
import {alignLines} from '../printers/tab-writer.ts'

export const apiResourcesFlags = {
  'api-group': string({usage: 'Only resources of this group.'}),
  cached: bool({usage: 'Be content with what is cached.'}),
  categories: stringSlice({usage: 'Only resources that belong to all of these categories.'}),
  namespaced: bool({
    default: true,
    usage: 'With false, only resources without namespaces; with true, only those with.',
  }),
  'no-headers': bool({usage: 'Leave the header out.'}),
  output: string({short: 'o', usage: 'Output format. One of: (json, yaml, name, wide).'}),
  'show-managed-fields': bool({usage: 'Keep managed fields in JSON and YAML; a list of resources has none.'}),
  'sort-by': string({usage: "Sort by 'name' or by 'kind'."}),
  verbs: stringSlice({usage: 'Only resources that know all of these verbs.'}),
}

const formats = ['', 'json', 'name', 'wide', 'yaml']

/** Lists what the server serves, each resource in its preferred version. */
export async function apiResources(invocation: Invocation<typeof apiResourcesFlags>): Promise<void> {
  const {flags} = invocation
  noArguments(invocation)
  if (!formats.includes(flags.output))
    throw new Error(
      `unable to match a printer suitable for the output format ${JSON.stringify(flags.output)}, allowed formats are: json,name,wide,yaml`,
    )
  if (!['', 'name', 'kind'].includes(flags['sort-by'])) throw new Error('--sort-by accepts only name or kind')
  const {discovery} = await invocation.connect()
  if (!flags.cached) discovery.invalidate()
  const groups = await discovery.groups()
  const shown = groups.flatMap(preferred).filter(resource => isWanted(resource, invocation))
  shown.sort(order(flags['sort-by']))
  if (shown.length > 0 || ['', 'wide'].includes(flags.output)) invocation.out(await render(shown, flags))
  throwCollected(staleness(groups))
}

/** A resource in the first version of its group that has it. */
function preferred({versions}: ServedGroup): ServedResource[] {
  const seen = new Set<string>()
  return versions
    .flatMap(({resources}) => resources)
    .filter(({resource}) => {
      if (seen.has(resource)) return false
      seen.add(resource)
      return true
    })
}

function isWanted(resource: ServedResource, invocation: Invocation<typeof apiResourcesFlags>): boolean {
  const {flags} = invocation
  const {verbs, categories = []} = resource
  if (verbs.length === 0) return false
  if (invocation.changed('api-group') && flags['api-group'] !== resource.group) return false
  if (invocation.changed('namespaced') && flags.namespaced !== resource.namespaced) return false
  return flags.verbs.every(verb => verbs.includes(verb)) && flags.categories.every(name => categories.includes(name))
}

const order = (by: string) => (a: ServedResource, b: ServedResource) => {
  const key = ({resource, kind, group}: ServedResource) => (by === 'name' ? resource : by === 'kind' ? kind : group)
  return compare(key(a), key(b)) || compare(a.resource, b.resource)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

async function render(
  resources: ServedResource[],
  {output, 'no-headers': noHeaders}: {output: string; 'no-headers': boolean},
): Promise<string> {
  if (output === 'name') return resources.map(resource => `${groupResourceName(resource)}\n`).join('')
  if (output === 'json' || output === 'yaml') {
    const {printList} = await import('./print-resource-list.ts')
    return printList(resources, output)
  }
  const wide = output === 'wide'
  const header = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(wide ? ['VERBS', 'CATEGORIES'] : [])]
  const lines = resources.map(resource => [
    resource.resource,
    (resource.shortNames ?? []).join(','),
    apiVersionOf(resource),
    String(resource.namespaced),
    resource.kind,
    ...(wide ? [resource.verbs.join(','), (resource.categories ?? []).join(',')] : []),
  ])
  return alignLines(noHeaders ? lines : [header, ...lines])
}

function staleness(groups: ServedGroup[]): Error[] {
  const stale = groups
    .flatMap(({name, versions}) =>
      versions.filter(({stale}) => stale).map(({version}) => apiVersionOf({group: name, version})),
    )
    .sort()
  if (stale.length === 0) return []
  const why = stale.map(version => `${version}: stale GroupVersion discovery: ${version}`)
  return [new Error(`unable to retrieve the complete list of server APIs: ${why.join(', ')}`)]
}
