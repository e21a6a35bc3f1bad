import {builtin} from '../api/builtin-resources.ts'
import type {Secret} from '../api/kinds.ts'
import {Client} from '../client/client.ts'
import type {ApiResponse} from '../client/transport.ts'
import {defaultAdmissionPlugins} from './apiserver/admission/index.ts'
import {Aggregator} from './apiserver/aggregation/aggregator.ts'
import {localApiNames} from './apiserver/aggregation/local-api-services.ts'
import {RemoteServers} from './apiserver/aggregation/remote-servers.ts'
import type {Auditor} from './apiserver/audit/index.ts'
import {type Auth, type AuthOptions, impersonation, openAuth, StoredObjects} from './apiserver/auth/index.ts'
import {CustomResources} from './apiserver/custom-resources/index.ts'
import type {Encryption} from './apiserver/encryption/index.ts'
import {filterDurations} from './apiserver/filters/filter-times.ts'
import {withDeadlines} from './apiserver/filters/index.ts'
import {FlowControl} from './apiserver/flow-control/index.ts'
import {type ApiServer, createApiServer, type NodeConnector} from './apiserver/index.ts'
import {countingAuthenticator, countingAuthorizer} from './apiserver/metrics/access-metrics.ts'
import {AdmissionMetrics} from './apiserver/metrics/admission-metrics.ts'
import {expressionTimes} from './apiserver/metrics/expression-times.ts'
import {RequestMetrics} from './apiserver/metrics/request-metrics.ts'
import {StoreMetrics} from './apiserver/metrics/store-metrics.ts'
import {ServerPaths} from './apiserver/paths.ts'
import type {ComponentProbe} from './apiserver/server-parts.ts'
import type {ServerRequest} from './apiserver/server-request.ts'
import {advertiseAddress} from './apiserver/transports/advertise-address.ts'
import type {SqliteStore} from './etcd/index.ts'
import {InProcessTransport} from './in-process-transport.ts'
import {metricsApi} from './metrics-api.ts'
import type {ApiServerChoice} from './open/api-server-options.ts'
import type {Pki} from './pki/index.ts'
import type {ProgramMetrics} from './program-metrics.ts'
import {builtInResources} from './resources/index.ts'
import type {Activity} from './runtime/activity.ts'
import type {ClusterClock, TimeSource} from './runtime/cluster-clock.ts'
import type {Logger} from './runtime/logger.ts'
import type {Metrics} from './runtime/metrics/metrics.ts'
import type {Random} from './runtime/random.ts'

/** What a cluster's owner has chosen for its API server; absent is as kube-apiserver has it by default. */
export interface KubeApiserverChoices {
  encryption?: Encryption
  auditor?: Auditor
  /** Whom the API server believes beside the cluster's own. */
  authentication?: Pick<AuthOptions, 'external' | 'staticUsers' | 'tokenWebhook'>
  /** Who decides what users may do; absent: the Node authorizer and RBAC. */
  authorization?: AuthOptions['authorization']
  apiServer?: Pick<ApiServerChoice, 'definitions' | 'admission'> & Partial<Pick<ApiServerChoice, 'features'>>
}

export interface KubeApiserverOptions extends KubeApiserverChoices {
  store: SqliteStore
  clock: ClusterClock
  /** Real time. */
  source: TimeSource
  random: Random
  activity: Activity
  pki: Pki
  log: Logger
  programs: ProgramMetrics
  /** The port that it serves, until `servedOn` says otherwise. */
  port: number
  nodes: NodeConnector
  /** What componentstatuses tells of. */
  components: readonly ComponentProbe[]
}

/** kube-apiserver as a program: the API server with whom it believes, what it counts, and all that it serves beside resources. */
export interface KubeApiserver {
  /** Answers the cluster's own parts. */
  handle(request: ServerRequest): Promise<ApiResponse>
  /** Answers the world, within a request's deadline. */
  handleInTime(request: ServerRequest): Promise<ApiResponse>
  /** Its own client, which may do everything. */
  loopback: Client
  auth: Auth
  /** Where clients reach it: `192.0.2.2:6443`. */
  address(): string
  servedOn(port: number): void
  /** From now on it says that it is not ready for more. */
  beginShutdown(): void
  stop(): void
}

export function createKubeApiserver(options: KubeApiserverOptions): KubeApiserver {
  const {store, clock, source: time, random, activity, pki, programs, encryption, auditor} = options
  const {definitions, admission, features} = options.apiServer ?? {
    definitions: builtInResources,
    admission: defaultAdmissionPlugins,
  }
  let {port} = options
  let serving = true
  const address = (): string => `${advertiseAddress()}:${port}`
  const metrics = programs.of('kube-apiserver')
  const requests = new RequestMetrics()
  const etcd = new StoreMetrics()
  const objects = new StoredObjects(() => server.parts)
  const handle = (request: ServerRequest) => counted.handle(request)
  const loopback = new Client(new InProcessTransport(handle, {name: 'system:apiserver', groups: ['system:masters']}))
  const auth = openAuth({
    source: objects,
    clock,
    random,
    pki,
    now: time.now,
    metrics,
    labelSecret: secretLabeller(loopback, activity),
    ...options.authentication,
    ...(options.authorization && {authorization: options.authorization}),
  })
  const flowControl = new FlowControl(objects, time)
  const {aggregator, remoteServers} = joinAggregation({server: () => server, loopback, metrics, store, clock, pki})
  const customResources = new CustomResources({server: () => server.parts, store})
  const paths = new ServerPaths({
    server: () => server.parts,
    store,
    serving: () => serving,
    ...(encryption?.check && {keys: () => encryption.check!()}),
    auth,
    requests,
    sources: {
      own: metrics,
      etcd,
      flowControl,
      ...(auditor && {audit: auditor}),
      ...(encryption?.counts && {keys: encryption.counts}),
      ...(features && {features}),
    },
    serverAddress: address,
    groups: () => aggregator.groups(),
    otherDocuments: aggregator,
  })
  const server: ApiServer = createApiServer({
    store: etcd.measuring(store),
    clock,
    random,
    activity,
    definitions,
    ...(features && {features}),
    admission: [...admission, auth.admission],
    admissionMetrics: new AdmissionMetrics(metrics),
    expressionTimes: expressionTimes(metrics),
    services: {metrics},
    deprecated: metrics.gauge(
      'apiserver_requested_deprecated_apis',
      '[STABLE] Gauge of deprecated APIs that have been requested, broken out by API group, version, resource, subresource, and removed_release.',
    ),
    authenticator: countingAuthenticator(metrics, auth.authenticator),
    authorizer: countingAuthorizer(metrics, auth.authorizer),
    impersonation,
    tokens: auth.issuer,
    kinds: auth.kinds,
    nodes: options.nodes,
    components: options.components,
    log: options.log.named('kube-apiserver'),
    flowControl,
    ...(encryption && {encryption}),
    ...(auditor && {auditor}),
    filterDurations: filterDurations(metrics),
    paths: [customResources, aggregator, paths],
  })
  const counted = requests.counting(server)
  return {
    handle,
    handleInTime: requests.counting(withDeadlines(server, time)).handle,
    loopback,
    auth,
    address,
    servedOn(actual) {
      port = actual
    },
    beginShutdown() {
      serving = false
    },
    stop() {
      customResources.stop()
      remoteServers.stop()
      server.stop()
      auth.stop()
      flowControl.stop()
    },
  }
}

/** Notes on secrets of legacy tokens that they are used. That one is gone meanwhile, or changed, is as well: its next use notes it again. */
const secretLabeller =
  (loopback: Client, activity: Activity): NonNullable<AuthOptions['labelSecret']> =>
  ({metadata: {namespace, name, uid}}: Secret, labels) => {
    const patch = {metadata: {uid, labels}}
    void activity.during(loopback.patch({...builtin.secrets, namespace, name}, 'merge', patch).catch(() => undefined))
  }

interface AggregationOptions extends Pick<KubeApiserverOptions, 'store' | 'clock' | 'pki'> {
  server(): ApiServer
  loopback: Client
  metrics: Metrics
}

/** API servers behind this one: metrics-server in this process, and those that APIServices name. */
function joinAggregation({server, loopback, metrics, store, clock, pki}: AggregationOptions): {
  aggregator: Aggregator
  remoteServers: RemoteServers
} {
  const metricsServer = metricsApi({client: loopback, clock})
  const remoteServers = new RemoteServers({
    server: () => server().parts,
    store,
    credentials: () => pki.frontProxyClient(),
    local: new Set([metricsServer.service]),
  })
  metrics.read(
    'aggregator_unavailable_apiservice',
    'gauge',
    '[ALPHA] Gauge of APIServices which are marked as unavailable broken down by APIService name.',
    () =>
      [...localApiNames.map((name): [string, boolean] => [name, true]), ...remoteServers.availability()].map(
        ([name, there]) => ({labels: {name}, value: there ? 0 : 1}),
      ),
  )
  return {aggregator: new Aggregator([metricsServer], remoteServers), remoteServers}
}
