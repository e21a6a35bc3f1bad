import {builtin} from '../../../api/builtin-resources.ts'
import type {Node} from '../../../api/kinds.ts'
import {isConflict, isNotFound} from '../../../api/status-error.ts'
import type {ComponentContext} from '../../runtime/component.ts'

type Amounts = Record<string, string>

const {nodes} = builtin

/** What a node has of resources that somebody else has written into its capacity can be given to pods: the kubelet says so, and takes it back. */
export async function allotExtended({client}: ComponentContext, node: Node): Promise<void> {
  const allocatable = allotted(node)
  if (!allocatable) return
  try {
    await client.update<Node>(
      {...nodes, name: node.metadata.name!, subresource: 'status'},
      {...node, status: {...node.status, allocatable}},
    )
  } catch (error) {
    // Whoever was quicker makes another change, which is looked at in its turn.
    if (!isConflict(error) && !isNotFound(error)) throw error
  }
}

/** What is to be allocatable; undefined if it is. */
export function allotted({status}: Node): Amounts | undefined {
  const capacity = (status?.capacity ?? {}) as Amounts
  const allocatable = (status?.allocatable ?? {}) as Amounts
  const names = new Set([...Object.keys(capacity), ...Object.keys(allocatable)].filter(isExtended))
  const different = [...names].filter(name => capacity[name] !== allocatable[name])
  if (different.length === 0) return undefined
  const result = {...allocatable}
  for (const name of different) {
    if (capacity[name] === undefined) delete result[name]
    else result[name] = capacity[name]
  }
  return result
}

/** `example.com/dongle`: of a domain that is not Kubernetes' own. */
const isExtended = (name: string): boolean => name.includes('/') && !/^([^/]*\.)?kubernetes\.io\//.test(name)
