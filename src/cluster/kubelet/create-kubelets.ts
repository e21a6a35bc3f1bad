import {quantityValue} from '../../api/quantity.ts'
import type {Node, Pod, Service, Volume} from '../../api/kinds.ts'
import {deepEqual} from '../../api/json/deep-equal.ts'
import {objectKey} from '../../api/object.ts'
import type {ContainerRuntime, VolumeFiles} from '../containers/container-runtime.ts'
import type {Timer} from '../runtime/clock.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {inTurns} from '../runtime/in-turns.ts'
import {admitPod, resizePodOn} from './admission.ts'
import {AddressPool} from './node/address-pool.ts'
import {allotExtended, allotted} from './node/extended-resources.ts'
import {ImageReports} from './node/image-reports.ts'
import {nodeFiles, nodeFolder} from './node/node-files.ts'
import type {NodeSpec} from './node/node-object.ts'
import {registerNode, renewLease} from './node/register-node.ts'
import {isGivenUp, reportReady} from './node/report-ready.ts'
import {StoppedKubelets} from './node/stopped-kubelets.ts'
import {createNodeConnector} from './node-connector.ts'
import type {KubeletNode, KubeletParts} from './pod/kubelet-parts.ts'
import {PodWorker} from './pod/pod-worker.ts'
import {refusing} from './refusing.ts'
import {removeOrphans} from './remove-orphans.ts'
import {ownPath, pluginOf} from './volumes/mounts.ts'
import {ObjectSource} from './volumes/object-source.ts'
import {ServiceAccountTokens} from './volumes/service-account-tokens.ts'
import {volumeFiles} from './volumes/volume-files.ts'
import {ProbeMetrics} from './probes/probe-metrics.ts'

export interface KubeletsOptions {
  context: ComponentContext
  /** The context of one node's kubelet, which acts as that node; default: the shared one. */
  contextOf?(node: string): ComponentContext
  runtime: ContainerRuntime
  nodes: NodeSpec[]
}

export interface Kubelets extends Component {
  /** How the API server reaches these nodes. */
  connector: ReturnType<typeof createNodeConnector>
}

const leasePeriod = 10_000
/** Of more nodes than that, one process renews the leases half as often: still twice in the 40 s that they last. */
const manyNodes = 1000
const longLeasePeriod = 20_000

/** A kubelet for each of the nodes, over one shared informer of pods. */
export function createKubelets({context, contextOf = () => context, runtime, nodes: specs}: KubeletsOptions): Kubelets {
  const {informers, clock, activity, log} = context
  const podInformer = informers.informer<Pod>({group: '', version: 'v1', resource: 'pods'})
  const nodeInformer = informers.informer<Node>({group: '', version: 'v1', resource: 'nodes'})
  const services = informers.informer<Service>({group: '', version: 'v1', resource: 'services'})
  const nodes = new Map<string, KubeletNode & {parts: KubeletParts}>()
  const workers = new Map<string, PodWorker>()
  const beginning: PodWorker[] = []
  const offs: (() => void)[] = []
  const images = new ImageReports(runtime)
  const away = new StoppedKubelets()
  let leaseTimer: Timer | undefined
  const tokenTimers = new Map<string, Timer>()
  let stopped = false

  podInformer.addIndex('node', ({spec}) => (spec?.nodeName ? [spec.nodeName] : []))

  podInformer.addIndex('ip', ({status}) => (status?.podIP ? [status.podIP] : []))

  podInformer.addIndex('uid', ({metadata}) => [metadata.uid!])

  const probeMetrics = new ProbeMetrics()
  const partsOf = (own: ComponentContext): KubeletParts => ({
    context: own,
    runtime,
    objects: new ObjectSource(own),
    probeMetrics,
    tokens: new ServiceAccountTokens(own),
    services: () => services.list(),
    dial: (ip, port) => connector.dial(ip, port),
    memoryOf: node =>
      quantityValue((nodeInformer.get(node)?.status?.capacity?.['memory'] as string | undefined) ?? '1Gi'),
    resizable: (pod, node) => resizePodOn(pod, nodeInformer.get(node.name), podInformer.byIndex('node', node.name)),
    admit: (pod, node) => admitPod(pod, nodeInformer.get(node.name), podInformer.byIndex('node', node.name)),
  })

  const upsert = (pod: Pod): void => {
    const known = workers.get(pod.metadata.uid!)
    if (known) {
      const before = known.current
      known.update(pod)
      if (saysOtherwise(before, pod)) refreshDownward(known)
      return
    }
    const node = nodes.get(pod.spec?.nodeName ?? '')
    if (!node || away.has(node.name)) return
    node.addresses.keep(pod.status?.podIP)
    const worker = new PodWorker(node.parts, node, pod)
    workers.set(worker.uid, worker)
    beginSoon(worker)
  }

  /** A new pod is begun when whoever bound it has had the time to say so. */
  const beginSoon = (worker: PodWorker): void => {
    beginning.push(worker)
    if (beginning.length > 1) return
    const done = activity.begin()
    setImmediate(() => {
      for (const each of beginning.splice(0)) each.wake()
      done()
    })
  }

  const remove = (pod: Pod): void => {
    const worker = workers.get(pod.metadata.uid!)
    if (!worker) return
    workers.delete(worker.uid)
    worker.removed()
    nodes.get(pod.spec?.nodeName ?? '')?.parts.tokens.forget(pod)
  }

  const provide = async (hostPath: string, nodeName: string): Promise<VolumeFiles | undefined> => {
    if (hostPath === nodeFolder) return nodeFiles(nodeName, nodes.get(nodeName)?.address ?? '')
    const match = /^\/var\/lib\/kubelet\/pods\/([^/]+)\/volumes\/[^/]+\/([^/]+)$/.exec(hostPath)
    if (!match) return undefined
    const worker = workers.get(match[1]!)
    // What runs on from before may look into its volumes before its worker is there.
    const pod = worker?.current ?? [...podInformer.byIndex('uid', match[1]!)][0]
    const volume = pod?.spec?.volumes?.find(({name}) => name === match[2])
    const node = nodes.get(pod?.spec?.nodeName ?? '')
    if (!pod || !volume || !node) return undefined
    const address = worker?.address ?? {hostIP: node.address, ...(pod.status?.podIP && {podIP: pod.status.podIP})}
    const files = await volumeFiles(pod, volume, {...node.parts, address})
    const renewal = node.parts.tokens.renewalOf(pod, volume)
    if (renewal !== undefined) renewAt(renewal, pod, volume)
    return files
  }

  /** A volume with tokens is filled again when the first of them has grown old. */
  const renewAt = (due: number, pod: Pod, volume: Volume): void => {
    const path = ownPath(pod, pluginOf(volume), volume.name)
    tokenTimers.get(path)?.cancel()
    const renew = (): void => {
      tokenTimers.delete(path)
      const worker = workers.get(pod.metadata.uid!)
      if (worker) changed(worker, volume)
    }
    tokenTimers.set(path, clock.at(due, renew, {background: true}))
  }

  const mountAgain = (namespace: string | undefined): void => {
    for (const worker of workers.values())
      if (worker.isMounting && worker.current.metadata.namespace === namespace) worker.wake()
  }

  /** Pods that have the ConfigMap or Secret mounted see its new content. */
  const refresh = (kind: 'configMap' | 'secret', namespace: string, name: string): void => {
    for (const worker of workers.values()) {
      if (worker.current.metadata.namespace !== namespace) continue
      for (const volume of worker.current.spec?.volumes ?? []) {
        const named = kind === 'configMap' ? volume.configMap?.name : volume.secret?.secretName
        const projected = volume.projected?.sources?.some(source => source[kind]?.name === name)
        if (named === name || projected) changed(worker, volume)
      }
    }
  }

  /** Pods that have their own labels or annotations mounted see them change. */
  const refreshDownward = (worker: PodWorker): void => {
    for (const volume of worker.current.spec?.volumes ?? [])
      if (volume.downwardAPI || volume.projected?.sources?.some(({downwardAPI}) => downwardAPI)) changed(worker, volume)
  }

  const changed = ({current}: PodWorker, volume: Volume): void =>
    runtime.volumeChanged(ownPath(current, pluginOf(volume), volume.name), current.spec!.nodeName!)

  /** A stopped kubelet says nothing and does nothing; what runs on its node runs on. */
  const heed = (node: Node): void => {
    const own = nodes.get(node.metadata.name!)
    if (!own) return
    const change = away.observe(node)
    if (!away.has(own.name) && allotted(node))
      void activity.during(allotExtended(own.parts.context, node)).catch(error => log.error('kubelet', {error}))
    if (change === 'stopped') letGo(own.name)
    if (change === 'started') void activity.during(takeUp(own)).catch(error => log.error('kubelet', {error}))
  }

  const letGo = (node: string): void => {
    for (const worker of [...workers.values()]) {
      if (worker.current.spec?.nodeName !== node) continue
      worker.abandon()
      workers.delete(worker.uid)
    }
  }

  const takeUp = async ({name, parts}: KubeletNode & {parts: KubeletParts}): Promise<void> => {
    await removeOrphans(runtime, sandbox => sandbox.node === name && isGone(sandbox.uid))
    await comeBack(parts.context, name)
    for (const pod of [...podInformer.byIndex('node', name)]) upsert(pod)
  }

  const isGone = (uid: string): boolean => [...podInformer.byIndex('uid', uid)].length === 0

  /** `took`: how long the last round did, milliseconds; a busy cluster's are long, and the next one must not be late for that. */
  const renewSoon = (took = 0): void => {
    if (stopped) return
    const period = nodes.size > manyNodes ? longLeasePeriod : leasePeriod
    const renew = (): void => {
      const began = clock.now()
      void activity.during(renewAll).finally(() => renewSoon(clock.now() - began))
    }
    leaseTimer = clock.after(Math.max(0, period - took), renew, {background: true})
  }

  const renewAll = async (): Promise<void> => {
    const alive = [...nodes.values()].filter(({name}) => !away.has(name))
    await inTurns(alive, ({name, parts}) =>
      renewLease(parts.context, name)
        .then(() => images.report(parts.context, name))
        .catch(() => undefined),
    )
  }

  const connector = createNodeConnector({
    runtime,
    clock,
    worker: uid => workers.get(uid),
    pods: node => podInformer.byIndex('node', node),
    podsAt: ip => podInformer.byIndex('ip', ip),
    metrics: () => context.metrics?.text() ?? '',
    probeMetrics,
  })

  return {
    name: 'kubelet',
    connector: refusing(connector, node => (away.has(node) ? nodes.get(node)?.address : undefined)),
    async start() {
      runtime.setVolumeProvider(provide)
      const {name, version} = runtime.version()
      const registered = await inBatches(specs, async spec => {
        const parts = partsOf(contextOf(spec.name))
        const node = await registerNode(parts.context, spec, `${name}://${version}`)
        const addresses = new AddressPool(node.spec?.podCIDR ?? spec.podCIDR)
        away.observe(node)
        if (isGivenUp(node) && !away.has(spec.name)) await comeBack(parts.context, spec.name)
        return {name: spec.name, address: spec.address, parts, addresses}
      })
      for (const node of registered) nodes.set(node.name, node)
      await Promise.all([podInformer.synced(), nodeInformer.synced(), services.synced()])
      await runtime.restore()
      await removeOrphans(runtime, ({node, uid}) => nodes.has(node) && !away.has(node) && isGone(uid))
      offs.push(
        runtime.onEvent(event => workers.get(event.podUid)?.event(event)),
        podInformer.onChange({added: upsert, updated: upsert, deleted: remove}),
        nodeInformer.onChange({added: heed, updated: heed}),
      )
      for (const [resource, kind] of [
        ['configmaps', 'configMap'],
        ['secrets', 'secret'],
      ] as const) {
        const informer = informers.informer({group: '', version: 'v1', resource})
        offs.push(
          informer.onChange({
            added({metadata}) {
              mountAgain(metadata.namespace)
              refresh(kind, metadata.namespace!, metadata.name!)
            },
            updated: ({metadata}) => refresh(kind, metadata.namespace!, metadata.name!),
            deleted: ({metadata}) => refresh(kind, metadata.namespace!, metadata.name!),
          }),
        )
      }
      renewSoon()
      log.info('kubelets started', {
        nodes: nodes.size,
        pods: [...workers.values()].map(({current}) => objectKey(current)).length,
      })
    },
    async stop() {
      stopped = true
      leaseTimer?.cancel()
      for (const timer of tokenTimers.values()) timer.cancel()
      for (const off of offs) off()
      for (const worker of workers.values()) worker.abandon()
      await runtime.close()
    },
  }
}

/** A kubelet that was away says that it lives, and how its node is. */
async function comeBack(context: ComponentContext, node: string): Promise<void> {
  await renewLease(context, node).catch(() => undefined)
  await reportReady(context, node)
}

/** Whether a pod's labels or annotations are no longer what they were. */
const saysOtherwise = ({metadata: before}: Pod, {metadata: after}: Pod): boolean =>
  !deepEqual(before.labels ?? {}, after.labels ?? {}) || !deepEqual(before.annotations ?? {}, after.annotations ?? {})

/** How many nodes register at the same time: their writes share the disk's syncs, and others have their turn. */
const batchSize = 100

async function inBatches<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let start = 0; start < items.length; start += batchSize)
    results.push(...(await Promise.all(items.slice(start, start + batchSize).map(work))))
  return results
}
