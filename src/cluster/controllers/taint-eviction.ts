import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../api/builtin-resources.ts'
import type {Node, Pod, Taint} from '../../api/kinds.ts'
import {objectKey} from '../../api/object.ts'
import {isPodFinished} from '../../api/pod-phase.ts'
import {millisecondsOf} from '../../api/time.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../runtime/controller.ts'
import {createObjectClient} from '../runtime/object-client.ts'
import {toleratesTaint} from '../runtime/tolerations.ts'
import {newCondition, withCondition} from './condition.ts'

const source = 'taint-eviction-controller'

/** Deletes pods that do not tolerate a NoExecute taint of their node, or no longer. */
export function createTaintEvictionController(context: ComponentContext): Component {
  const {clock, informers, events} = context
  const nodes = informers.informer<Node>(builtin.nodes)
  const pods = informers.informer<Pod>(builtin.pods)
  pods.addIndex('node', pod => (pod.spec?.nodeName ? [pod.spec.nodeName] : []))
  const objects = createObjectClient(context)

  const reconcile = async (key: string): Promise<ReconcileResult | undefined> => {
    const pod = pods.get(key)
    const node = nodes.get(pod?.spec?.nodeName ?? '')
    if (!pod || !node || pod.metadata.deletionTimestamp || isPodFinished(pod)) return
    const due = evictionTime(pod, noExecute(node), clock.now())
    if (due === undefined) return
    const wait = due - clock.now()
    if (wait > 0) return {requeueAfter: wait}
    await evict(pod)
  }

  const evict = async (pod: Pod): Promise<void> => {
    const message = `Marking for deletion Pod ${objectKey(pod)}`
    events.record(pod, {type: 'Normal', reason: 'TaintManagerEviction', message, source})
    const why = 'Taint manager: deleting due to NoExecute taint'
    const condition = newCondition('DisruptionTarget', 'True', 'DeletionByTaintManager', why, clock.now())
    const status = {...pod.status, conditions: withCondition(pod.status?.conditions, condition)}
    await objects.updateStatus<Pod>(builtin.pods, {...pod, status})
    await objects.delete(builtin.pods, pod)
  }

  const podsOn = (node: Node): string[] => [...pods.byIndex('node', node.metadata.name!)].map(objectKey).sort()

  return createController(context, {
    name: source,
    queue: 'noexec_taint_pod',
    watches: [
      watch(pods, pod => (noExecute(nodes.get(pod.spec?.nodeName ?? '')).length > 0 ? [objectKey(pod)] : [])),
      watch(
        nodes,
        node => (noExecute(node).length > 0 ? podsOn(node) : []),
        (node, old) => !isDeepStrictEqual(noExecute(node), noExecute(old)),
      ),
    ],
    reconcile,
  })
}

const noExecute = (node: Node | undefined): Taint[] =>
  (node?.spec?.taints ?? []).filter(({effect}) => effect === 'NoExecute')

/** When a pod must go: at once if it tolerates not all taints, never if it tolerates them for ever. */
function evictionTime(pod: Pod, taints: readonly Taint[], now: number): number | undefined {
  const times: number[] = []
  for (const taint of taints) {
    const tolerations = (pod.spec?.tolerations ?? []).filter(toleration => toleratesTaint(toleration, taint))
    if (tolerations.length === 0) return now
    const limits = tolerations.map(({tolerationSeconds}) => tolerationSeconds).filter(limit => limit !== undefined)
    const since = taint.timeAdded ? millisecondsOf(taint.timeAdded) : now
    if (limits.length > 0) times.push(since + Math.max(0, Math.min(...limits)) * 1000)
  }
  return times.length > 0 ? Math.min(...times) : undefined
}
