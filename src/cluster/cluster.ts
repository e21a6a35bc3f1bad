import {builtin} from '../api/builtin-resources.ts'
import type {Secret} from '../api/kinds.ts'
import {Client} from '../client/client.ts'
import type {ClusterHome} from '../client/embedded/cluster-home.ts'
import type {ApiResponse} from '../client/transport.ts'
import {defaultAdmissionPlugins} from './apiserver/admission/index.ts'
import {Aggregator} from './apiserver/aggregation/aggregator.ts'
import {localApiNames} from './apiserver/aggregation/local-api-services.ts'
import {RemoteServers} from './apiserver/aggregation/remote-servers.ts'
import type {Auditor} from './apiserver/audit/index.ts'
import {
  type Auth,
  type AuthOptions,
  impersonation,
  openAuth,
  StoredObjects,
  signLegacyToken,
} from './apiserver/auth/index.ts'
import {CustomResources} from './apiserver/custom-resources/index.ts'
import {defaultFeatures} from './apiserver/enablement/feature-gates.ts'
import type {Encryption} from './apiserver/encryption/index.ts'
import {filterDurations} from './apiserver/filters/filter-times.ts'
import {withDeadlines} from './apiserver/filters/index.ts'
import {FlowControl} from './apiserver/flow-control/index.ts'
import {type ApiServer, createApiServer} from './apiserver/index.ts'
import {countingAuthenticator, countingAuthorizer} from './apiserver/metrics/access-metrics.ts'
import {AdmissionMetrics} from './apiserver/metrics/admission-metrics.ts'
import {expressionTimes} from './apiserver/metrics/expression-times.ts'
import {RequestMetrics} from './apiserver/metrics/request-metrics.ts'
import {StoreMetrics} from './apiserver/metrics/store-metrics.ts'
import {ServerPaths} from './apiserver/paths.ts'
import type {ServerRequest, UserInfo} from './apiserver/server-request.ts'
import {advertiseAddress} from './apiserver/transports/advertise-address.ts'
import {controlPlaneProbes} from './control-plane-probes.ts'
import type {ManagerKeys} from './controllers/index.ts'
import {Engine} from './engine/engine.ts'
import type {SqliteStore} from './etcd/index.ts'
import type {Store} from './etcd/store.ts'
import {InProcessTransport} from './in-process-transport.ts'
import {lazyNodeConnector} from './lazy-node-connector.ts'
import {type ClusterSettings, defaultPort, readSettings} from './lifecycle/settings.ts'
import {metricsApi} from './metrics-api.ts'
import type {ApiServerChoice} from './open/api-server-options.ts'
import type {Pki} from './pki/index.ts'
import {ProgramMetrics} from './program-metrics.ts'
import {builtInResources} from './resources/index.ts'
import type {RunningParts} from './running-parts.ts'
import {Activity} from './runtime/activity.ts'
import type {ClusterClock, TimeSource} from './runtime/cluster-clock.ts'
import type {Logger} from './runtime/logger.ts'
import {SeededRandom} from './runtime/random.ts'

/** A whole cluster in this process: its API server, and the engine that runs everything else. */
export interface EmbeddedCluster {
  handle(request: ServerRequest): Promise<ApiResponse>
  engine: Engine
  store: SqliteStore
  clock: ClusterClock
  pki: Pki
  settings: ClusterSettings
  /** Says on which port it can be reached, where that is not the one in the settings. */
  servedOn(port: number): void
  /** From now on the server says that it is not ready for more. */
  beginShutdown(): void
  close(): Promise<void>
}

export interface ClusterParts {
  home: ClusterHome
  store: SqliteStore
  clock: ClusterClock
  pki: Pki
  /** The store's, now. */
  revision: number
  log: Logger
  /** Real time. */
  source: TimeSource
  encryption?: Encryption
  auditor?: Auditor
  /** Whom the API server believes beside the cluster's own. */
  authentication?: Pick<AuthOptions, 'external' | 'staticUsers' | 'tokenWebhook'>
  /** Who decides what users may do; absent: the Node authorizer and RBAC. */
  authorization?: AuthOptions['authorization']
  /** Absent: what the API server serves and does by default. */
  apiServer?: Pick<ApiServerChoice, 'definitions' | 'admission'> & Partial<Pick<ApiServerChoice, 'features'>>
}

/** Builds every part of a cluster and joins them: the one place that knows them all. Nothing runs, and what only a running cluster needs is not even loaded, before the engine starts. */
export function assembleCluster({
  home,
  store,
  clock,
  pki,
  revision,
  log,
  source: time,
  encryption,
  auditor,
  authentication,
  authorization,
  apiServer = {definitions: builtInResources, admission: defaultAdmissionPlugins},
}: ClusterParts): EmbeddedCluster {
  const settings = readSettings(store.meta)
  const activity = new Activity()
  const random = new SeededRandom(
    `${settings.seed ?? home.folder}/${settings.seed ? '' : time.now()}/${revision}`,
    settings.seed !== undefined,
  )
  const source = new StoredObjects(() => server.parts)
  const labelSecret = (secret: Secret, labels: Record<string, string>): void => {
    const {namespace, name, uid} = secret.metadata
    const patch = {metadata: {uid, labels}}
    void activity.during(loopback.patch({...builtin.secrets, namespace, name}, 'merge', patch).catch(() => undefined))
  }
  const port = settings.port || defaultPort
  let served = port
  let serving = true
  const serverAddress = (): string => `${advertiseAddress()}:${served}`
  const requests = new RequestMetrics()
  const etcdMetrics = new StoreMetrics()
  const programs = new ProgramMetrics(apiServer.features)
  const own = programs.of('kube-apiserver')
  const auth = openAuth({
    source,
    clock,
    random,
    pki,
    now: time.now,
    metrics: own,
    labelSecret,
    ...authentication,
    ...(authorization && {authorization}),
  })
  const flowControl = new FlowControl(source, time)
  const handle = (request: ServerRequest) => counted.handle(request)
  const loopback = new Client(new InProcessTransport(handle, {name: 'system:apiserver', groups: ['system:masters']}))
  const connector = async () => (await running()).connector
  const metrics = metricsApi({client: loopback, clock})
  const remoteServers = new RemoteServers({
    server: () => server.parts,
    store,
    credentials: () => pki.frontProxyClient(),
    local: new Set([metrics.service]),
  })
  own.read(
    'aggregator_unavailable_apiservice',
    'gauge',
    '[ALPHA] Gauge of APIServices which are marked as unavailable broken down by APIService name.',
    () =>
      [...localApiNames.map((name): [string, boolean] => [name, true]), ...remoteServers.availability()].map(
        ([name, there]) => ({labels: {name}, value: there ? 0 : 1}),
      ),
  )
  const aggregator = new Aggregator([metrics], remoteServers)
  const customResources = new CustomResources({server: () => server.parts, store})
  const server: ApiServer = createApiServer({
    store: etcdMetrics.measuring(store),
    clock,
    random,
    activity,
    definitions: apiServer.definitions,
    ...(apiServer.features && {features: apiServer.features}),
    admission: [...apiServer.admission, auth.admission],
    admissionMetrics: new AdmissionMetrics(own),
    expressionTimes: expressionTimes(own),
    services: {metrics: own},
    deprecated: own.gauge(
      'apiserver_requested_deprecated_apis',
      '[STABLE] Gauge of deprecated APIs that have been requested, broken out by API group, version, resource, subresource, and removed_release.',
    ),
    authenticator: countingAuthenticator(own, auth.authenticator),
    authorizer: countingAuthorizer(own, auth.authorizer),
    impersonation,
    tokens: auth.issuer,
    kinds: auth.kinds,
    nodes: lazyNodeConnector(connector),
    components: controlPlaneProbes(store, settings),
    log: log.named('kube-apiserver'),
    flowControl,
    ...(encryption && {encryption}),
    ...(auditor && {auditor}),
    filterDurations: filterDurations(own),
    paths: [
      customResources,
      aggregator,
      new ServerPaths({
        server: () => server.parts,
        store,
        serving: () => serving,
        ...(encryption?.check && {keys: () => encryption.check!()}),
        auth,
        requests,
        sources: {
          own,
          etcd: etcdMetrics,
          flowControl,
          ...(auditor && {audit: auditor}),
          ...(encryption?.counts && {keys: encryption.counts}),
          ...(apiServer.features && {features: apiServer.features}),
        },
        serverAddress,
        groups: () => aggregator.groups(),
        otherDocuments: aggregator,
      }),
    ],
  })
  const counted = requests.counting(server)
  let loaded: Promise<RunningParts> | undefined
  const running = () => {
    loaded ??= import('./running-parts.ts').then(module =>
      module.createRunningParts({
        handle,
        clock,
        random,
        activity,
        log,
        port,
        settings,
        home,
        keys: managerKeys(pki, auth),
        features: apiServer.features ?? defaultFeatures,
        metrics: programs,
        pki,
        store,
        servedAt: () => serverAddress(),
        certificate: () => pki.server([advertiseAddress()]),
      }),
    )
    return loaded
  }
  const engine = new Engine({
    clock,
    activity,
    source: time,
    meta: store.meta,
    async prepare() {
      const {prepareCluster} = await import('./prepare-cluster.ts')
      await prepareCluster({client: loopback, pki, port, features: apiServer.features ?? defaultFeatures})
    },
    async components() {
      const {createCompactor} = await import('./apiserver/compactor.ts')
      const compactor = createCompactor({store, meta: store.meta, clock, activity, log: log.named('kube-apiserver')})
      return [compactor, ...(await running()).components]
    },
    revision: () => revisionOf(store),
    save: async () => (await loaded)?.save(),
  })
  return {
    handle: requests.counting(withDeadlines(server, time)).handle,
    engine,
    store,
    clock,
    pki,
    settings,
    servedOn(actual) {
      served = actual
    },
    beginShutdown() {
      serving = false
    },
    async close() {
      await (await loaded)?.stop()
      customResources.stop()
      remoteServers.stop()
      server.stop()
      auth.stop()
      flowControl.stop()
      await auditor?.close()
      await store.close()
    },
  }
}

/** What kube-controller-manager is given of the cluster's keys. */
const managerKeys = (pki: Pki, auth: Auth): ManagerKeys => ({
  signCertificate: (request, terms) => pki.signed(request, terms),
  signToken: subject => signLegacyToken(auth.signingKey(), subject),
})

/** The store's revision now. */
export const revisionOf = async (store: Store): Promise<number> =>
  (await store.range({key: '/registry', countOnly: true})).revision

/** Who uses the cluster's private socket, or the cluster in his own process: the owner of its admin certificate. */
export const administrator = (pki: Pki): UserInfo => ({
  name: 'kubernetes-admin',
  groups: ['system:masters', 'system:authenticated'],
  extra: {'authentication.kubernetes.io/credential-id': [`X509SHA256=${pki.adminFingerprint()}`]},
})
