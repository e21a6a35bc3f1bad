import {builtin} from '../../../api/builtin-resources.ts'
import type {CSINode, Lease, Node} from '../../../api/kinds.ts'
import {isAlreadyExists, isNotFound} from '../../../api/status-error.ts'
import {microTimestamp} from '../../runtime/clock.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import {csiNodeOf} from './csi-node.ts'
import {type NodeSpec, nodeObject} from './node-object.ts'
import {recordStart} from './start-events.ts'

const {nodes} = builtin
const leases = {group: 'coordination.k8s.io', version: 'v1', resource: 'leases', namespace: 'kube-node-lease'}

export interface RegisterOptions {
  /** `containerd://2.1.5`. */
  version: string
  /** Whether the node is to stay unknown where it is: somebody has deleted it, and its kubelet has not been started since. */
  knownOnly?: boolean
}

/**
 * Makes sure that a node is known, has its lease and says which CSI drivers it has; what others have set on it stays. Undefined: it is to stay
 * unknown.
 */
export async function registerNode(
  context: ComponentContext,
  spec: NodeSpec,
  {version, knownOnly}: RegisterOptions,
): Promise<Node | undefined> {
  const node = await existing<Node>(context, {...nodes, name: spec.name})
  if (!node && knownOnly) return undefined
  const registered = node ?? (await createNode(context, spec, version))
  if (!(await existing<Lease>(context, {...leases, name: spec.name}))) await createLease(context, registered)
  if (!(await existing<CSINode>(context, {...builtin.csiNodes, name: spec.name})))
    await createCsiNode(context, registered)
  return registered
}

/** Says that a node is alive. */
export async function renewLease({client, clock}: ComponentContext, name: string): Promise<void> {
  const patch = {spec: {renewTime: microTimestamp(clock.now())}}
  await client.patch({...leases, name}, 'merge', patch)
}

async function createNode(context: ComponentContext, spec: NodeSpec, version: string): Promise<Node> {
  const {client, clock, random} = context
  const {status, ...rest} = nodeObject(spec, clock.now(), {machine: random.uuid(), boot: random.uuid()}, version)
  try {
    const created = await client.create<Node>(nodes, rest)
    const path = {...nodes, name: created.metadata.name, subresource: 'status'}
    const node = await client.patch<Node>(path, 'merge', {status})
    recordStart(context, spec.name)
    return node
  } catch (error) {
    if (!isAlreadyExists(error)) throw error
    return client.get<Node>({...nodes, name: spec.name})
  }
}

async function createLease({client, clock}: ComponentContext, {metadata: {name, uid}}: Node): Promise<void> {
  const lease = {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {name, namespace: 'kube-node-lease', ownerReferences: [{apiVersion: 'v1', kind: 'Node', name, uid}]},
    spec: {holderIdentity: name, leaseDurationSeconds: 40, renewTime: microTimestamp(clock.now())},
  }
  try {
    await client.create(leases, lease)
  } catch (error) {
    // The namespace of leases is made by the API server; until it is there, the node's own status says that it lives.
    if (!isAlreadyExists(error) && !isNotFound(error)) throw error
  }
}

async function createCsiNode({client}: ComponentContext, node: Node): Promise<void> {
  try {
    await client.create(builtin.csiNodes, csiNodeOf(node))
  } catch (error) {
    if (!isAlreadyExists(error)) throw error
  }
}

async function existing<T>(
  {client}: ComponentContext,
  path: Parameters<ComponentContext['client']['get']>[0],
): Promise<T | undefined> {
  try {
    return await client.get<T>(path)
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}
