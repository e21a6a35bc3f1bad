import {builtin} from '../../../api/builtin-resources.ts'
import type {Lease, Node, NodeCondition, Pod} from '../../../api/kinds.ts'
import {stoppedSince} from '../../../api/stopped-kubelet.ts'
import {timestamp} from '../../runtime/clock.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {findCondition} from '../condition.ts'
import {isPodReady} from '../pod-state.ts'
import {Registration} from './registration.ts'
import {wantedTaints} from './taints.ts'

const source = 'node-controller'
/** How long a node may be silent; milliseconds. */
const grace = 50_000
/**
 * How long a node that seems silent gets to speak before it is declared so: when time leaps, everybody's heartbeats are late at once.
 */
const doubt = 2_000
const heartbeats = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure']

/** Notices nodes that have fallen silent, and taints nodes as their conditions ask for it. */
export function createNodeLifecycleController(context: ComponentContext): Component {
  const {clock, informers, events} = context
  const nodes = informers.informer<Node>(builtin.nodes)
  const leases = informers.informer<Lease>(builtin.leases)
  const pods = informers.informer<Pod>(builtin.pods)
  pods.addIndex('node', pod => (pod.spec?.nodeName ? [pod.spec.nodeName] : []))
  const objects = createObjectClient(context)
  const registration = new Registration(context)
  /** What was last heard of each node, and when: silence counts from when this process first listened. */
  const heard = new Map<string, {sign: string; at: number; doubtedAt?: number}>()

  const reconcile = async (name: string): Promise<ReconcileResult | undefined> => {
    const node = nodes.get(name)
    if (!node) {
      heard.delete(name)
      registration.forget(name)
      return
    }
    const noticed = registration.observe(node) ?? Number.POSITIVE_INFINITY
    const silence = silenceOf(node)
    const current = silence === 'silent' ? await declareUnknown(node) : node
    await reportReadiness(current)
    const taints = wantedTaints(current, timestamp(clock.now()))
    if (taints)
      await objects.patch(builtin.nodes, current, {
        type: 'merge',
        body: {metadata: {resourceVersion: current.metadata.resourceVersion}, spec: {taints}},
      })
    const next = Math.min(noticed, silence === 'silent' ? Number.POSITIVE_INFINITY : silence)
    // Nobody waits for the heartbeats of the living; what comes of a kubelet that was stopped on purpose, somebody wants to see.
    const background = stoppedSince(node) === undefined
    return next === Number.POSITIVE_INFINITY ? undefined : {requeueAfter: next, background}
  }

  /** `silent`, or in how many milliseconds to look again. */
  const silenceOf = (node: Node): 'silent' | number => {
    const name = node.metadata.name!
    const lease = leases.get(`kube-node-lease/${name}`)
    const beat = findCondition(node.status?.conditions, 'Ready')?.lastHeartbeatTime
    const sign = `${lease?.spec?.renewTime}/${beat}`
    const now = clock.now()
    const stopped = stoppedSince(node)
    if (stopped !== undefined && !Number.isNaN(stopped)) return now - stopped < grace ? stopped + grace - now : 'silent'
    const known = heard.get(name)
    if (known?.sign !== sign) {
      heard.set(name, {sign, at: now})
      return grace
    }
    if (now - known.at < grace) return known.at + grace - now
    if (isUnknown(node)) return 'silent'
    const doubted = known.doubtedAt === undefined ? Number.POSITIVE_INFINITY : now - known.doubtedAt
    if (doubted >= doubt && doubted < 2 * doubt) return 'silent'
    heard.set(name, {...known, doubtedAt: now})
    return doubt
  }

  const declareUnknown = async (node: Node): Promise<Node> => {
    if (isUnknown(node)) return node
    const time = timestamp(clock.now())
    const old = node.status?.conditions ?? []
    const conditions = heartbeats.map((type): NodeCondition => {
      const known = findCondition(old, type)
      return known
        ? {
            ...known,
            status: 'Unknown',
            reason: 'NodeStatusUnknown',
            message: 'Kubelet stopped posting node status.',
            lastTransitionTime: known.status === 'Unknown' ? known.lastTransitionTime : time,
          }
        : {
            type,
            status: 'Unknown',
            lastHeartbeatTime: node.metadata.creationTimestamp,
            lastTransitionTime: time,
            reason: 'NodeStatusNeverUpdated',
            message: 'Kubelet never posted node status.',
          }
    })
    const others = old.filter(({type}) => !heartbeats.includes(type))
    const status = {...node.status, conditions: [...others, ...conditions]}
    const {name} = node.metadata
    const message = `Node ${name} status is now: NodeNotReady`
    events.record(node, {type: 'Normal', reason: 'NodeNotReady', message, source})
    return objects.updateStatus<Node>(builtin.nodes, {...node, status})
  }

  /** The pods of a node that is not ready are not ready either, whoever else fails to say so. */
  const reportReadiness = async (node: Node): Promise<void> => {
    if (findCondition(node.status?.conditions, 'Ready')?.status !== 'Unknown') return
    for (const pod of [...pods.byIndex('node', node.metadata.name!)]) {
      if (!isPodReady(pod)) continue
      const time = timestamp(clock.now())
      const conditions = pod.status!.conditions!.map(condition =>
        condition.type === 'Ready' ? {...condition, status: 'False', lastTransitionTime: time} : condition,
      )
      await objects.updateStatus<Pod>(builtin.pods, {...pod, status: {...pod.status, conditions}})
      events.record(pod, {type: 'Warning', reason: 'NodeNotReady', message: 'Node is not ready', source})
    }
  }

  return createController(context, {
    name: 'node-lifecycle-controller',
    queue: 'node_lifecycle_controller',
    watches: [
      watch(nodes, node => [node.metadata.name!]),
      watch(leases, ({metadata}) => (metadata.namespace === 'kube-node-lease' ? [metadata.name!] : [])),
    ],
    reconcile,
  })
}

const isUnknown = ({status}: Node): boolean => findCondition(status?.conditions, 'Ready')?.status === 'Unknown'
