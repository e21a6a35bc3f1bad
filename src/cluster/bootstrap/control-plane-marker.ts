import {builtin} from '../../api/builtin-resources.ts'
import type {Node} from '../../api/kinds.ts'
import {isNotFound} from '../../api/status-error.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {createController, watch} from '../runtime/controller.ts'

const label = 'node-role.kubernetes.io/control-plane'
/** kubeadm's own note on nodes that it has seen. */
const seen = 'kubeadm.alpha.kubernetes.io/cri-socket'
const socket = 'unix:///var/run/containerd/containerd.sock'

/** Labels new nodes of the control plane as such, as `kubeadm init phase mark-control-plane` does; who takes the label off later has his way. */
export function createControlPlaneMarker(context: ComponentContext, {names}: {names: readonly string[]}): Component {
  const nodes = context.informers.informer<Node>(builtin.nodes)

  const reconcile = async (name: string): Promise<undefined> => {
    const node = nodes.get(name)
    if (!node || node.metadata.annotations?.[seen] !== undefined) return
    const patch = {metadata: {labels: {[label]: ''}, annotations: {[seen]: socket}}}
    try {
      await context.client.patch({...builtin.nodes, name}, 'merge', patch)
    } catch (error) {
      if (!isNotFound(error)) throw error
    }
  }

  return createController(context, {
    name: 'control-plane-marker',
    watches: [watch(nodes, ({metadata}) => (names.includes(metadata.name!) ? [metadata.name!] : []))],
    workers: 1,
    reconcile,
  })
}
