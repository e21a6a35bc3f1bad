import type {Node, Pod} from '../../api/kinds.ts'
import {nameSuffix} from '../name-suffix.ts'
import {asGoStruct} from '../typed/go-struct.ts'
import {customized} from './custom-profile.ts'
import type {Debugged, DebugRequest} from './debug.ts'
import {debugContainer} from './debug-container.ts'

/** Runs a pod on the node, in the node's own namespaces as far as the profile lets it. */
export async function debugNode(request: DebugRequest, {metadata}: Node): Promise<Debugged> {
  const {invocation, profile, custom} = request
  const container = invocation.flags.container || 'debugger'
  const name = `node-debugger-${metadata.name}-${nameSuffix()}`
  if (!invocation.flags.quiet)
    invocation.out(`Creating debugging pod ${name} with container ${container} on node ${metadata.name}.\n`)
  const pod = nodePod(request, {name, node: metadata.name ?? '', container})
  profile({pod, name: container, style: 'node', keep: invocation.flags})
  customized(pod.spec!.containers, container, custom)
  const {client, namespace} = await invocation.connect()
  const created = await client.create<Pod>({group: '', version: 'v1', resource: 'pods', namespace}, asGoStruct(pod))
  return {pod: created, container: created.spec!.containers[0]!.name}
}

function nodePod(request: DebugRequest, {name, node, container}: {name: string; node: string; container: string}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name, labels: {'app.kubernetes.io/managed-by': 'kubectl-debug'}},
    spec: {
      containers: [debugContainer(request, container)],
      nodeName: node,
      restartPolicy: 'Never',
      tolerations: [{operator: 'Exists'}],
    },
  } as Pod
}
