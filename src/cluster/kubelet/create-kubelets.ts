import {builtin} from '../../api/builtin-resources.ts'
import type {Node, Pod, Service} from '../../api/kinds.ts'
import {quantityValue} from '../../api/quantity.ts'
import type {ContainerRuntime} from '../containers/container-runtime.ts'
import type {VolumeFiles} from '../containers/node-volumes.ts'
import type {FindKubelet} from '../containers/pod-network.ts'
import {timestamp} from '../runtime/clock.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {admitPod, resizePodOn} from './admission.ts'
import {ClaimManager} from './dra/claim-manager.ts'
import {observeClaimsInUse} from './dra/claims-in-use.ts'
import {simulatedDrivers} from './dra/simulated-drivers.ts'
import {ImageReports} from './node/image-reports.ts'
import {LeaseRenewal} from './node/lease-renewal.ts'
import type {NodeSpec} from './node/node-object.ts'
import type {RunningNode} from './node/running-node.ts'
import {TendedNodes} from './node/tended-nodes.ts'
import type {KubeletParts} from './pod/kubelet-parts.ts'
import {PodWorkers} from './pod/pod-workers.ts'
import {ProbeMetrics} from './probes/probe-metrics.ts'
import {refusing} from './refusing.ts'
import {removeOrphans} from './remove-orphans.ts'
import {kubeletPort} from './server/kubelet-port.ts'
import {createNodeConnector} from './server/node-connector.ts'
import {complainOfManifest} from './static-pods/complain-of-manifest.ts'
import {createStaticPods} from './static-pods/static-pods.ts'
import {ObjectSource} from './volumes/object-source.ts'
import {ProvidedVolumes} from './volumes/provided-volumes.ts'
import {ServiceAccountTokens} from './volumes/service-account-tokens.ts'
import {TrustBundles} from './volumes/trust-bundles.ts'

export interface KubeletsOptions {
  context: ComponentContext
  /** The context of one node's kubelet, which acts as that node; default: the shared one. */
  contextOf?(node: string): ComponentContext
  runtime: ContainerRuntime
  nodes: NodeSpec[]
  /** What is on nodes' disks, beside an operating system, before anybody changes it; default: nothing. */
  disks?: NodeContent
  /** Whether a URL in a kubelet's kubeconfig leads to the API server; default: all do. */
  isApiServer?(url: string): boolean
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
  isApiServer = () => true,
}: KubeletsOptions): Kubelets {
  const {informers, clock, activity, log} = context
  const podInformer = informers.informer<Pod>(builtin.pods)
  const nodeInformer = informers.informer<Node>(builtin.nodes)
  const services = informers.informer<Service>(builtin.services)
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
    settings: node => nodes.settings(node),
    dial: (ip, port) => connector.dial(ip, port),
    memoryOf: node =>
      quantityValue((nodeInformer.get(node)?.status?.capacity?.['memory'] as string | undefined) ?? '1Gi'),
    resizable: (pod, node) => resizePodOn(pod, nodeInformer.get(node.name), podInformer.byIndex('node', node.name)),
    admit: (pod, node) => admitPod(pod, nodeInformer.get(node.name), podInformer.byIndex('node', node.name)),
  })

  observeClaimsInUse(context.metrics, () => nodes.all().map(({parts}) => parts.claims))

  const nodes = new TendedNodes({
    context,
    contextOf,
    partsOf,
    runtime,
    specs,
    nodeOf: name => nodeInformer.get(name),
    isApiServer,
    letGo: name => workers.letGo(name),
    takeUp: node => takeUp(node),
  })
  const workers = new PodWorkers({
    activity,
    nodeOf: name => nodes.tended(name),
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
    nodes: () => nodes.all().filter(({name}) => !nodes.isAway(name)),
  })
  const staticPods = createStaticPods(context, {
    kubeletOf: name => nodes.tended(name)?.parts.context,
    folderOf: name => nodes.settings(name).staticPodPath,
    disk: runtime.disk,
    complain: (node, about) =>
      void activity.during(complainOfManifest(runtime.services, {node, now: clock.now(), ...about})),
    manifestsOf: name => disks?.manifests(nodes.specOf.get(name)!) ?? {},
  })

  const provide = async (hostPath: string, node: string): Promise<VolumeFiles | undefined> => {
    if (hostPath !== '/') return volumes.files(hostPath)
    const spec = nodes.specOf.get(node)
    const object = nodeInformer.get(node) ?? (spec && deletedNode(spec, clock.now()))
    return object && disks?.files(object)
  }

  const takeUp = async ({name}: RunningNode): Promise<void> => {
    await removeOrphans(runtime, sandbox => sandbox.node === name && isGone(sandbox.uid))
    for (const pod of [...podInformer.byIndex('node', name)]) workers.upsert(pod)
  }

  const isGone = (uid: string): boolean => [...podInformer.byIndex('uid', uid)].length === 0

  const follow = (): void => {
    offs.push(
      runtime.onEvent(event => workers.get(event.podUid)?.event(event)),
      podInformer.onChange({
        added: pod => workers.upsert(pod),
        updated: pod => workers.upsert(pod),
        deleted: pod => workers.remove(pod),
      }),
      nodeInformer.onChange({added: node => nodes.heed(node), updated: node => nodes.heed(node)}),
      runtime.services.onChange('containerd', name => nodes.heedRuntime(name)),
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
    const own = nodes.all().find(({name, address}) => address === ip && !nodes.isAway(name))
    const object = own && nodeInformer.get(own.name)
    if (!object) return undefined
    const {client} = own.parts.context
    const answer = (url: string) => connector.proxyNode(object, '10250', {method: 'GET', url})
    return kubeletPort({node: own.name, client, answer})
  }

  return {
    name: 'kubelet',
    connector: refusing(connector, node => (nodes.isAway(node) ? nodes.get(node)?.address : undefined)),
    port,
    async start() {
      runtime.volumes.provider = provide
      await runtime.open()
      await nodes.register()
      await Promise.all([podInformer.synced(), nodeInformer.synced(), services.synced()])
      await runtime.restore()
      await removeOrphans(runtime, ({node, uid}) => nodes.tended(node) !== undefined && isGone(uid))
      nodes.catchUp()
      follow()
      leases.start()
      await staticPods.start()
      log.info('kubelets started', {nodes: nodes.all().length, pods: workers.size})
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

/** What is known of a node whose object somebody has deleted. */
const deletedNode = ({name, address, podCIDR}: NodeSpec, now: number): Node => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {name, creationTimestamp: timestamp(now)},
  spec: {podCIDR},
  status: {addresses: [{type: 'InternalIP', address}]},
})
