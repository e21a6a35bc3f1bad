import {quantityValue} from '../../api/quantity.ts'
import type {Node, Pod, Service} from '../../api/kinds.ts'
import type {ContainerRuntime} from '../containers/container-runtime.ts'
import type {VolumeFiles} from '../containers/node-volumes.ts'
import type {FindKubelet} from '../containers/pod-network.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {admitPod, resizePodOn} from './admission.ts'
import {ClaimManager} from './dra/claim-manager.ts'
import {observeClaimsInUse} from './dra/claims-in-use.ts'
import {simulatedDrivers} from './dra/simulated-drivers.ts'
import {AddressPool} from './node/address-pool.ts'
import {allotExtended, allotted} from './node/extended-resources.ts'
import {ImageReports} from './node/image-reports.ts'
import {LeaseRenewal} from './node/lease-renewal.ts'
import type {NodeSpec} from './node/node-object.ts'
import {kubeletPort} from './server/kubelet-port.ts'
import {registerNode, renewLease} from './node/register-node.ts'
import {isGivenUp, reportReady} from './node/report-ready.ts'
import type {RunningNode} from './node/running-node.ts'
import {StoppedKubelets} from './node/stopped-kubelets.ts'
import {createNodeConnector} from './server/node-connector.ts'
import type {KubeletParts} from './pod/kubelet-parts.ts'
import {PodWorkers} from './pod/pod-workers.ts'
import {refusing} from './refusing.ts'
import {removeOrphans} from './remove-orphans.ts'
import {createStaticPods} from './static-pods/static-pods.ts'
import {ObjectSource} from './volumes/object-source.ts'
import {ProvidedVolumes} from './volumes/provided-volumes.ts'
import {ServiceAccountTokens} from './volumes/service-account-tokens.ts'
import {TrustBundles} from './volumes/trust-bundles.ts'
import {ProbeMetrics} from './probes/probe-metrics.ts'

export interface KubeletsOptions {
  context: ComponentContext
  /** The context of one node's kubelet, which acts as that node; default: the shared one. */
  contextOf?(node: string): ComponentContext
  runtime: ContainerRuntime
  nodes: NodeSpec[]
  /** What is on nodes' disks, beside an operating system, before anybody changes it; default: nothing. */
  disks?: NodeContent
}

/** What nodes are given by who sets the cluster up. */
export interface NodeContent {
  /** All files, by path. */
  files(node: Node): Promise<VolumeFiles>
  /** Those of them that are static pods' manifests, by file name. */
  manifests(node: NodeSpec): Record<string, Pod>
}

export interface Kubelets extends Component {
  /** How the API server reaches these nodes. */
  connector: ReturnType<typeof createNodeConnector>
  /** How pods reach them. */
  port: FindKubelet
}

/** A kubelet for each of the nodes, over one shared informer of pods. */
export function createKubelets({
  context,
  contextOf = () => context,
  runtime,
  nodes: specs,
  disks,
}: KubeletsOptions): Kubelets {
  const {informers, clock, activity, log} = context
  const podInformer = informers.informer<Pod>({group: '', version: 'v1', resource: 'pods'})
  const nodeInformer = informers.informer<Node>({group: '', version: 'v1', resource: 'nodes'})
  const services = informers.informer<Service>({group: '', version: 'v1', resource: 'services'})
  const specOf = new Map(specs.map(spec => [spec.name, spec]))
  const nodes = new Map<string, RunningNode>()
  const away = new StoppedKubelets()
  const offs: (() => void)[] = []

  podInformer.addIndex('node', ({spec}) => (spec?.nodeName ? [spec.nodeName] : []))
  podInformer.addIndex('ip', ({status}) => (status?.podIP ? [status.podIP] : []))
  podInformer.addIndex('uid', ({metadata}) => [metadata.uid!])

  const probeMetrics = new ProbeMetrics()
  const drivers = simulatedDrivers(informers)
  const bundles = new TrustBundles(informers, () => volumes.bundlesChanged())
  const partsOf = (own: ComponentContext, name: string): KubeletParts => ({
    context: own,
    runtime,
    objects: new ObjectSource(own),
    probeMetrics,
    tokens: new ServiceAccountTokens(own),
    bundles,
    claims: new ClaimManager(own, drivers, () => nodeInformer.get(name)),
    services: () => services.list(),
    dial: (ip, port) => connector.dial(ip, port),
    memoryOf: node =>
      quantityValue((nodeInformer.get(node)?.status?.capacity?.['memory'] as string | undefined) ?? '1Gi'),
    resizable: (pod, node) => resizePodOn(pod, nodeInformer.get(node.name), podInformer.byIndex('node', node.name)),
    admit: (pod, node) => admitPod(pod, nodeInformer.get(node.name), podInformer.byIndex('node', node.name)),
  })

  observeClaimsInUse(context.metrics, () => [...nodes.values()].map(({parts}) => parts.claims))

  const tended = (name: string): RunningNode | undefined => (away.has(name) ? undefined : nodes.get(name))
  const workers = new PodWorkers({
    activity,
    nodeOf: tended,
    changed: (worker, before) => volumes.podChanged(worker, before),
  })
  const volumes = new ProvidedVolumes({
    runtime,
    clock,
    workers,
    podOf: uid => [...podInformer.byIndex('uid', uid)][0],
    nodeOf: name => nodes.get(name),
  })
  const leases = new LeaseRenewal({
    clock,
    activity,
    images: new ImageReports(runtime),
    nodes: () => [...nodes.values()].filter(({name}) => !away.has(name)),
  })
  const staticPods = createStaticPods(context, {
    kubeletOf: name => tended(name)?.parts.context,
    disk: runtime.disk,
    manifestsOf: name => disks?.manifests(specOf.get(name)!) ?? {},
  })

  const provide = async (hostPath: string, node: string): Promise<VolumeFiles | undefined> => {
    if (hostPath !== '/') return volumes.files(hostPath)
    const object = nodeInformer.get(node)
    return object && disks?.files(object)
  }

  /** A stopped kubelet says nothing and does nothing; what runs on its node runs on. */
  const heed = (node: Node): void => {
    const own = nodes.get(node.metadata.name!)
    if (!own) return
    const change = away.observe(node)
    if (!away.has(own.name) && allotted(node))
      void activity.during(allotExtended(own.parts.context, node)).catch(error => log.error('kubelet', {error}))
    if (change === 'stopped') workers.letGo(own.name)
    if (change === 'started') void activity.during(takeUp(own)).catch(error => log.error('kubelet', {error}))
  }

  const takeUp = async ({name, parts}: RunningNode): Promise<void> => {
    await removeOrphans(runtime, sandbox => sandbox.node === name && isGone(sandbox.uid))
    await comeBack(parts.context, name)
    for (const pod of [...podInformer.byIndex('node', name)]) workers.upsert(pod)
  }

  const isGone = (uid: string): boolean => [...podInformer.byIndex('uid', uid)].length === 0

  const register = async (spec: NodeSpec): Promise<RunningNode> => {
    const {name, version} = runtime.version()
    const parts = partsOf(contextOf(spec.name), spec.name)
    const node = await registerNode(parts.context, spec, `${name}://${version}`)
    const addresses = new AddressPool(node.spec?.podCIDR ?? spec.podCIDR)
    away.observe(node)
    if (isGivenUp(node) && !away.has(spec.name)) await comeBack(parts.context, spec.name)
    return {name: spec.name, address: spec.address, parts, addresses}
  }

  const follow = (): void => {
    offs.push(
      runtime.onEvent(event => workers.get(event.podUid)?.event(event)),
      podInformer.onChange({
        added: pod => workers.upsert(pod),
        updated: pod => workers.upsert(pod),
        deleted: pod => workers.remove(pod),
      }),
      nodeInformer.onChange({added: heed, updated: heed}),
    )
    for (const [resource, kind] of [
      ['configmaps', 'configMap'],
      ['secrets', 'secret'],
    ] as const)
      offs.push(
        informers.informer({group: '', version: 'v1', resource}).onChange({
          added: ({metadata}) => volumes.appeared(kind, metadata),
          updated: ({metadata}) => volumes.changed(kind, metadata),
          deleted: ({metadata}) => volumes.changed(kind, metadata),
        }),
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

  const port: FindKubelet = ip => {
    const own = [...nodes.values()].find(({name, address}) => address === ip && !away.has(name))
    const object = own && nodeInformer.get(own.name)
    if (!object) return undefined
    const {client} = own.parts.context
    const answer = (url: string) => connector.proxyNode(object, '10250', {method: 'GET', url})
    return kubeletPort({node: own.name, client, answer})
  }

  return {
    name: 'kubelet',
    connector: refusing(connector, node => (away.has(node) ? nodes.get(node)?.address : undefined)),
    port,
    async start() {
      runtime.volumes.provider = provide
      for (const node of await inBatches(specs, register)) nodes.set(node.name, node)
      await Promise.all([podInformer.synced(), nodeInformer.synced(), services.synced()])
      await runtime.restore()
      await removeOrphans(runtime, ({node, uid}) => nodes.has(node) && !away.has(node) && isGone(uid))
      follow()
      leases.start()
      await staticPods.start()
      log.info('kubelets started', {nodes: nodes.size, pods: workers.size})
    },
    async stop() {
      leases.stop()
      volumes.stop()
      for (const off of offs) off()
      await staticPods.stop()
      workers.abandon()
      await runtime.close()
    },
  }
}

/** A kubelet that was away says that it lives, and how its node is. */
async function comeBack(context: ComponentContext, node: string): Promise<void> {
  await renewLease(context, node).catch(() => undefined)
  await reportReady(context, node)
}

/** How many nodes register at the same time: their writes share the disk's syncs, and others have their turn. */
const batchSize = 100

async function inBatches<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let start = 0; start < items.length; start += batchSize)
    results.push(...(await Promise.all(items.slice(start, start + batchSize).map(work))))
  return results
}
