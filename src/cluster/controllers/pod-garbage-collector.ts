import {builtin} from '../../api/builtin-resources.ts'
import type {Node, Pod} from '../../api/kinds.ts'
import {objectKey} from '../../api/object.ts'
import {isPodFinished} from '../../api/pod-phase.ts'
import {isNotFound} from '../../api/status-error.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../runtime/controller.ts'
import {createObjectClient} from '../runtime/object-client.ts'
import {newCondition, withCondition} from './condition.ts'

/** How many finished pods may stay. */
const terminatedThreshold = 12_500
/** How long a node must be gone before its pods follow; milliseconds. */
const quarantine = 40_000
const finished = 'finished'

/** Removes pods that nobody else will: of nodes that are gone, terminating without ever having had a node, and finished ones beyond a number. */
export function createPodGarbageCollector(context: ComponentContext): Component {
  const {clock, informers, client} = context
  const pods = informers.informer<Pod>(builtin.pods)
  const nodes = informers.informer<Node>(builtin.nodes)
  pods.addIndex('node', pod => (pod.spec?.nodeName ? [pod.spec.nodeName] : []))
  pods.addIndex('finished', pod => (isPodFinished(pod) ? [finished] : []))
  const objects = createObjectClient(context)
  const missingSince = new Map<string, number>()

  const reconcile = async (key: string): Promise<ReconcileResult | undefined> => {
    if (key === finished) return trimFinished()
    const pod = pods.get(key)
    if (!pod) return
    const {nodeName} = pod.spec ?? {}
    if (!nodeName) {
      if (pod.metadata.deletionTimestamp) await remove(pod)
      return
    }
    if (nodes.get(nodeName)) return
    const since = missingSince.get(nodeName) ?? clock.now()
    missingSince.set(nodeName, since)
    const wait = since + quarantine - clock.now()
    if (wait > 0) return {requeueAfter: wait}
    if (!(await nodeExists(nodeName))) await fail(pod)
  }

  /** Asked of the server itself: what cannot be known of a node is no reason to take its pods away. */
  const nodeExists = async (name: string): Promise<boolean> => {
    try {
      await client.get({...builtin.nodes, name})
      return true
    } catch (error) {
      if (!isNotFound(error)) throw error
      return false
    }
  }

  const fail = async (pod: Pod): Promise<void> => {
    const {status} = pod
    if (!isPodFinished(pod)) {
      const why = 'PodGC: node no longer exists'
      const condition = newCondition('DisruptionTarget', 'True', 'DeletionByPodGC', why, clock.now())
      const conditions = withCondition(status?.conditions, condition)
      await objects.updateStatus(builtin.pods, {...pod, status: {...status, phase: 'Failed', conditions}})
    }
    await remove(pod)
  }

  const remove = (pod: Pod): Promise<void> => objects.delete(builtin.pods, pod, {gracePeriodSeconds: 0})

  const trimFinished = async (): Promise<undefined> => {
    const candidates = [...pods.byIndex('finished', finished)]
    if (candidates.length <= terminatedThreshold) return
    const age = ({metadata}: Pod): string => `${metadata.creationTimestamp} ${objectKey({metadata})}`
    candidates.sort((a, b) => (age(a) < age(b) ? -1 : 1))
    for (const pod of candidates.slice(0, candidates.length - terminatedThreshold)) await remove(pod)
  }

  const keysOf = (pod: Pod): string[] => {
    const {nodeName} = pod.spec ?? {}
    const keys = isPodFinished(pod) ? [finished] : []
    const forsaken = nodeName ? !nodes.get(nodeName) : Boolean(pod.metadata.deletionTimestamp)
    return forsaken ? [...keys, objectKey(pod)] : keys
  }

  const podsOfMissing = (node: Node): string[] => {
    const name = node.metadata.name!
    if (nodes.get(name)) {
      missingSince.delete(name)
      return []
    }
    return [...pods.byIndex('node', name)].map(objectKey)
  }

  return createController(context, {
    name: 'pod-garbage-collector-controller',
    queue: 'orphaned_pods_nodes',
    watches: [watch(nodes, podsOfMissing), watch(pods, keysOf)],
    workers: 1,
    reconcile,
  })
}
