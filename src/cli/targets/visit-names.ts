import type {ServedResource} from '../../client/discovery.ts'
import {fetchTarget} from './fetch-target.ts'
import type {Target, Visit} from './target.ts'
import type {TargetSearch, Targets} from './targets.ts'

/** Objects by their names: `pods web`, `pods/web deploy/front`. */
export function visitNames(search: TargetSearch): Targets {
  const named = namedTargets(search)
  return {singleItemImplied: named.length === 1, byName: true, visit: () => fetched(named, search)}
}

function namedTargets({args: {tuples, names, resources}, namespace, query}: TargetSearch): Target[] {
  const pairs = tuples.length > 0 ? tuples : pairsOf(resources, names)
  return pairs.map(({resource, name}) => {
    if (resource.namespaced && !namespace)
      throw new Error(
        query.allNamespaces
          ? 'a resource cannot be retrieved by name across all namespaces'
          : 'namespace may not be empty when retrieving a resource by name',
      )
    const {subresource} = query
    return {resource, name, namespace: resource.namespaced ? namespace : '', ...(subresource && {subresource})}
  })
}

function pairsOf(resources: ServedResource[], names: string[]): {resource: ServedResource; name: string}[] {
  const [resource] = resources
  if (!resource) throw new Error('you must provide a resource and a resource name together')
  if (resources.length > 1) throw new Error('you must specify only one resource')
  return names.map(name => ({resource, name}))
}

async function* fetched(named: readonly Target[], {connection, query}: TargetSearch): AsyncGenerator<Visit> {
  for (const target of named) {
    if (query.fetch === false || !connection) {
      yield {target}
      continue
    }
    try {
      yield {target: {...target, object: await fetchTarget(connection.client, target, query)}}
    } catch (error) {
      yield {error}
    }
  }
}
