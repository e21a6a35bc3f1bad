import {builtin} from '../../api/builtin-resources.ts'
import type {Node, Pod} from '../../api/kinds.ts'
import {isAlreadyExists} from '../../api/status-error.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {createController, watch} from '../runtime/controller.ts'
import {createObjectClient, type ObjectClient} from '../runtime/object-client.ts'
import {staticPods} from './static-pods.ts'

const role = 'node-role.kubernetes.io/control-plane'

export interface StaticPodMirrorOptions {
  version: string
  port: number
  /** The context of one node's kubelet, which alone may show its mirror pods; default: the given one. */
  contextOf?(node: string): ComponentContext
}

/** Shows the control plane's parts as mirror pods on its nodes, and shows them again when somebody deletes one. */
export function createStaticPodMirror(context: ComponentContext, options: StaticPodMirrorOptions): Component {
  const {contextOf = () => context} = options
  const nodes = context.informers.informer<Node>(builtin.nodes)
  const pods = context.informers.informer<Pod>(builtin.pods)

  const reconcile = async (name: string): Promise<undefined> => {
    const node = nodes.get(name)
    if (node?.metadata.labels?.[role] === undefined || node.metadata.deletionTimestamp) return
    const missing = staticPods(node, options).filter(pod => !pods.get(`${pod.metadata.namespace}/${pod.metadata.name}`))
    const objects = createObjectClient(contextOf(name))
    await Promise.all(missing.map(pod => create(objects, pod)))
  }

  const create = async (objects: ObjectClient, pod: Pod): Promise<void> => {
    try {
      await objects.create(builtin.pods, pod)
    } catch (error) {
      if (!isAlreadyExists(error)) throw error
    }
  }

  return createController(context, {
    name: 'static-pod-mirror',
    watches: [
      watch(
        nodes,
        node => [node.metadata.name!],
        (node, old) => node.metadata.labels !== old.metadata.labels,
      ),
      watch(
        pods,
        ({metadata, spec}) => (metadata.annotations?.['kubernetes.io/config.mirror'] ? [spec?.nodeName ?? ''] : []),
        () => false,
      ),
    ],
    workers: 1,
    reconcile,
  })
}
