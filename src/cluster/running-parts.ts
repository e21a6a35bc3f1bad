import {X509Certificate} from 'node:crypto'
import {millisecondsOf} from '../api/time.ts'
import {Client} from '../client/client.ts'
import type {ClusterHome} from '../client/embedded/cluster-home.ts'
import type {NodeConnector} from './apiserver/index.ts'
import type {PodConnection} from './apiserver/transports/pod-door.ts'
import {clusterDns, controlPlaneManifests, kubernetesServiceIp} from './bootstrap/index.ts'
import {type ComponentOptions, createComponents} from './components.ts'
import type {EtcdClient} from './containers/etcd-client.ts'
import {loadInterpreter, SimulatedRuntime} from './containers/index.ts'
import type {KubeadmClient} from './containers/kubeadm-client.ts'
import type {KubectlClient} from './containers/kubectl-client.ts'
import {OwnProgramRuns} from './containers/own-program-runs.ts'
import {SqliteStateStore} from './containers/state/sqlite-state-store.ts'
import type {Store} from './etcd/store.ts'
import {InProcessTransport} from './in-process-transport.ts'
import {createKubelets, createServiceDirectory, type Kubelets, type NodeContent} from './kubelet/index.ts'
import {type ClusterSettings, defaultWorkers} from './lifecycle/settings.ts'
import {controlPlaneAddress, controlPlaneNames, nodeSpecs} from './node-specs.ts'
import {type Credentials, type Pki, renewCertificate} from './pki/index.ts'
import type {ProgramMetrics} from './program-metrics.ts'
import type {Component} from './runtime/component.ts'
import {systemTime} from './system-time.ts'
import {kubernetesVersion} from './version.ts'

/** What only a running cluster has. */
export interface RunningParts {
  components: Component[]
  connector: NodeConnector
  /** Writes down what containers have left behind. */
  save(): Promise<void>
  stop(): Promise<void>
}

export interface RunningOptions extends Omit<ComponentOptions, 'createKubelets' | 'disabled' | 'programs'> {
  settings: ClusterSettings
  home: ClusterHome
  metrics: ProgramMetrics
  /** Where the API is served to the world: `192.0.2.2:6443`. */
  servedAt(): string
  pki: Pki
  store: Store
  /** With which the control plane's programs answer, and its key; PEM. */
  certificate(): {certificate: string; key: string}
}

/** Loads and joins everything that runs beside the API server. */
export async function createRunningParts({settings, home, ...options}: RunningOptions): Promise<RunningParts> {
  const {clock, random, activity} = options
  const {disabled = [], workers = defaultWorkers} = settings
  const nodes = disabled.includes('kubelets') ? [] : nodeSpecs(workers)
  const runtime = new SimulatedRuntime({clock, random, activity, store: new SqliteStateStore(home.containers)})
  // Loading a file takes as long as it takes; whoever asks for the same cluster twice must not see that.
  if (settings.seed !== undefined) await loadInterpreter()
  const runs = new OwnProgramRuns()
  runtime.network.ownPrograms = {
    answer: async (program, path) => (path === '/metrics' ? options.metrics.text(program) : undefined),
    behind: (ip, port) =>
      options.servedAt() === `${ip}:${port}` ? {ip: controlPlaneAddress, port: options.port} : undefined,
    serveApi: lazyPodDoor(options),
    keyPair: options.certificate,
    kubeadm: lazyKubeadm(options),
    kubectl: lazyKubectl,
    runs,
    etcdClient: lazyEtcdClient(options, runs),
    async takeUp(files, dataDir) {
      const {takeUp} = await import('./etcdctl/take-up.ts')
      await takeUp(options.store, files, dataDir)
    },
    isApiServer: url => reachesApi(url, options.port),
  }
  let kubelets: Kubelets | undefined
  const {components, stop} = createComponents({
    ...options,
    programs: {runs, restored: () => runtime.restored()},
    metricsOf: program => options.metrics.of(program),
    disabled,
    createKubelets(context, contextOf) {
      runtime.network.directory = createServiceDirectory(context)
      kubelets = createKubelets({
        context,
        contextOf,
        runtime,
        nodes,
        disks: nodeContent(options),
        isApiServer: url => reachesApi(url, options.port),
      })
      runtime.network.kubelets = kubelets.port
      return kubelets
    },
  })
  return {components, connector: kubelets!.connector, save: () => runtime.flush(), stop}
}

/** What kubeadm has put on the nodes' disks. */
const nodeContent = ({pki, port}: Pick<RunningOptions, 'pki' | 'port'>): NodeContent => ({
  manifests: ({name: node, address, controlPlane}) =>
    controlPlane ? controlPlaneManifests({node, address, port, version: kubernetesVersion}) : {},
  async files({metadata, spec, status}) {
    const {nodeFiles} = await import('./bootstrap/node-files/index.ts')
    return nodeFiles({
      node: metadata.name!,
      address: status?.addresses?.find(({type}) => type === 'InternalIP')?.address ?? '',
      podCidr: spec?.podCIDR ?? '',
      machineId: status?.nodeInfo?.machineID ?? '',
      isControlPlane: controlPlaneNames.includes(metadata.name!),
      pki,
      server: {address: controlPlaneAddress, port},
      version: kubernetesVersion,
      created: millisecondsOf(String(metadata.creationTimestamp)),
    })
  },
})

/** The API for the owner of a certificate that the cluster's authority has signed. */
function clientOf(text: string, {pki, handle}: Pick<RunningOptions, 'pki' | 'handle'>): Client | undefined {
  const certificate = new X509Certificate(text)
  if (!certificate.verify(new X509Certificate(pki.ca().certificate).publicKey)) return undefined
  const valuesOf = (name: string) =>
    certificate.subject.split('\n').flatMap(line => (line.startsWith(`${name}=`) ? line.slice(name.length + 1) : []))
  const user = {name: valuesOf('CN')[0] ?? '', groups: [...valuesOf('O'), 'system:authenticated']}
  return new Client(new InProcessTransport(handle, user), {headers: {'user-agent': 'kubeadm/v1.34.3'}})
}

/** The API for who shows a token, or nothing: what he may do the server finds out. */
function clientWith(token: string | undefined, {handle}: Pick<RunningOptions, 'handle'>): Client {
  const transport = {request: handle, async close() {}}
  return new Client(transport, {
    headers: {'user-agent': 'kubeadm/v1.34.3', ...(token !== undefined && {authorization: `Bearer ${token}`})},
  })
}

/** Whether a URL leads to the API server, for who is on the control plane's node. */
function reachesApi(text: string, port: number): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  if (url.protocol !== 'https:') return false
  if (url.hostname === kubernetesServiceIp) return url.port === ''
  return (
    [controlPlaneAddress, ...controlPlaneNames, 'localhost', '127.0.0.1'].includes(url.hostname) &&
    url.port === String(port)
  )
}

/** kubeadm for nodes, loaded when somebody calls it. */
const lazyKubeadm =
  (options: Pick<RunningOptions, 'pki' | 'handle'>): KubeadmClient =>
  async (argv, host) => {
    const {createKubeadm} = await import('./kubeadm/index.ts')
    const renewed = (certificate: string, authority: Credentials) =>
      renewCertificate(certificate, authority, systemTime.now())
    return createKubeadm({
      clientOf: certificate => clientOf(certificate, options),
      clientWith: token => clientWith(token, options),
      renewed,
    })(argv, host)
  }

/** kubectl for containers and nodes, likewise. */
const lazyKubectl: KubectlClient = async (argv, host) => {
  const {createKubectl} = await import('./kubectl/index.ts')
  return createKubectl(clusterDns)(argv, host)
}

/** etcd's tools for containers, loaded when one of them is called. */
const lazyEtcdClient =
  ({store, pki}: Pick<RunningOptions, 'store' | 'pki'>, runs: OwnProgramRuns): EtcdClient =>
  async (program, argv, host) => {
    const {etcdInPods} = await import('./etcdctl/in-pods.ts')
    const isUp = () => runs.isActing('etcd') ?? true
    return etcdInPods(store, {ip: controlPlaneAddress, ca: pki.etcdCa().certificate, isUp})(program, argv, host)
  }

/** The API for pods, loaded when one of them first asks. */
function lazyPodDoor({
  handle,
  activity,
}: Pick<RunningOptions, 'handle' | 'activity'>): (connection: PodConnection) => void {
  let door: Promise<(connection: PodConnection) => void> | undefined
  return connection => {
    door ??= import('./apiserver/transports/pod-door.ts').then(({openPodDoor}) => openPodDoor({handle}))
    void activity.during(door.then(open => open(connection)))
  }
}
