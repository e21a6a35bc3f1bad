import {builtin} from '../../../api/builtin-resources.ts'
import type {Pod} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {badRequest, notFound, serviceUnavailable} from '../../../api/status-error.ts'
import {lookUp} from '../admission/lookup.ts'
import type {NodeConnector} from '../node-connector.ts'
import {type RequestContext, storeOf} from '../request-context.ts'
import type {ServerParts} from '../server-parts.ts'

const {nodes} = builtin

/** The pod that a request is for. */
export async function podOf(context: RequestContext): Promise<Pod> {
  const {namespace, name} = context.info
  const pod = await storeOf(context).get(namespace, name)
  if (!pod) throw notFound({group: '', resource: 'pods'}, name)
  return pod as Pod
}

/** The container that is meant: the one that is named, or the only one. */
export function containerOf({metadata, spec}: Pod, wanted: string): string {
  const containers = spec?.containers ?? []
  const initial = spec?.initContainers ?? []
  const ephemeral = spec?.ephemeralContainers ?? []
  if (wanted) {
    const all: {name: string}[] = [...containers, ...initial, ...ephemeral]
    if (all.some(({name}) => name === wanted)) return wanted
    throw badRequest(`container ${wanted} is not valid for pod ${metadata.name}`)
  }
  if (containers.length === 1) return containers[0]!.name
  const choose = `a container name must be specified for pod ${metadata.name}`
  if (containers.length === 0) throw badRequest(choose)
  throw badRequest(`${choose}, choose one of: [${names([...initial, ...containers, ...ephemeral])}]`)
}

/** The way to the kubelet of a node; throws if there is no such node. */
export async function connectorTo(
  server: ServerParts,
  nodeName: string,
): Promise<{node: KubeObject; connector: NodeConnector}> {
  const node = await lookUp(server, nodes, '', nodeName)
  if (!node) throw notFound({group: '', resource: 'pods'}, nodeName)
  if (!server.nodes) throw serviceUnavailable(`error dialing backend: node ${nodeName} does not run here`)
  return {node, connector: server.nodes}
}

/** The node of a pod that a stream is opened to. */
export function nodeNameOf({metadata, spec}: Pod): string {
  if (!spec?.nodeName) throw badRequest(`pod ${metadata.name} does not have a host assigned`)
  return spec.nodeName
}

const names = (containers: {name: string}[]): string => containers.map(({name}) => name).join(' ')
