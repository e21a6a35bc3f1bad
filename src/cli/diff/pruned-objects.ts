import type {KubeObject} from '../../api/object.ts'
import type {ServedResource} from '../../client/discovery.ts'
import type {Target} from '../targets/target.ts'
import type {DiffInvocation} from './diff.ts'

/** What `apply --prune` might delete: objects of the prunable kinds, where the files have objects, that no file names. */
export async function prunedObjects(
  invocation: DiffInvocation,
  visited: readonly Target[],
  prunable: readonly ServedResource[],
): Promise<{target: Target; object: KubeObject}[]> {
  const {flags} = invocation
  const client = await invocation.client()
  const keys = new Set(visited.map(keyOf))
  const namespaces = new Set(visited.map(({namespace}) => namespace).filter(namespace => namespace !== ''))
  const found: {target: Target; object: KubeObject}[] = []
  for (const resource of prunable)
    for (const namespace of resource.namespaced ? namespaces : ['']) {
      const path = {...resource, ...(namespace && {namespace})}
      const {items, apiVersion} = await client.list(path, {labelSelector: flags.selector})
      for (const item of items) {
        const object = item.kind ? item : {...item, apiVersion, kind: resource.kind}
        const target: Target = {resource, namespace, name: item.metadata.name ?? '', object}
        if (!keys.has(keyOf(target))) found.push({target, object})
      }
    }
  return found
}

const keyOf = ({resource, namespace, name}: Target): string => `${resource.group}/${resource.kind}/${namespace}/${name}`
