import type {ClusterHome} from '../client/embedded/cluster-home.ts'
import type {ApiResponse} from '../client/transport.ts'
import {signLegacyToken} from './apiserver/auth/index.ts'
import {defaultFeatures} from './apiserver/enablement/feature-gates.ts'
import type {ServerRequest, UserInfo} from './apiserver/server-request.ts'
import {advertiseAddress} from './apiserver/transports/advertise-address.ts'
import {controlPlaneProbes} from './control-plane-probes.ts'
import type {ManagerKeys} from './controllers/index.ts'
import {Engine} from './engine/engine.ts'
import type {SqliteStore} from './etcd/index.ts'
import type {Store} from './etcd/store.ts'
import {createKubeApiserver, type KubeApiserver, type KubeApiserverChoices} from './kube-apiserver.ts'
import {lazyNodeConnector} from './lazy-node-connector.ts'
import {type ClusterSettings, defaultPort, readSettings} from './lifecycle/settings.ts'
import {controlPlaneAddress, controlPlaneNames} from './node-specs.ts'
import type {Pki} from './pki/index.ts'
import {ProgramMetrics} from './program-metrics.ts'
import type {RunningParts} from './running-parts.ts'
import {Activity} from './runtime/activity.ts'
import type {ClusterClock, TimeSource} from './runtime/cluster-clock.ts'
import type {Component} from './runtime/component.ts'
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

export interface ClusterParts extends KubeApiserverChoices {
  home: ClusterHome
  store: SqliteStore
  clock: ClusterClock
  pki: Pki
  /** The store's, now. */
  revision: number
  log: Logger
  /** Real time. */
  source: TimeSource
}

/** Builds every part of a cluster and joins them: the one place that knows them all. Nothing runs, and what only a running cluster needs is not even loaded, before the engine starts. */
export function assembleCluster(parts: ClusterParts): EmbeddedCluster {
  const {home, store, clock, pki, log} = parts
  const settings = readSettings(store.meta)
  const port = settings.port || defaultPort
  const features = parts.apiServer?.features
  const activity = new Activity()
  const random = randomOf(parts, settings)
  const programs = new ProgramMetrics(features)
  const apiserver = createKubeApiserver({
    ...parts,
    random,
    activity,
    programs,
    port,
    nodes: lazyNodeConnector(async () => (await running()).connector),
    components: controlPlaneProbes(store, settings),
  })
  let loaded: Promise<RunningParts> | undefined
  const running = () => {
    loaded ??= import('./running-parts.ts').then(({createRunningParts}) =>
      createRunningParts({
        handle: apiserver.handle,
        clock,
        random,
        activity,
        log,
        port,
        settings,
        home,
        keys: managerKeys(pki, apiserver),
        features: features ?? defaultFeatures,
        metrics: programs,
        pki,
        store,
        servedAt: apiserver.address,
        certificate: () => pki.server([advertiseAddress(), controlPlaneAddress, ...controlPlaneNames]),
      }),
    )
    return loaded
  }
  const engine = new Engine({
    clock,
    activity,
    source: parts.source,
    meta: store.meta,
    async prepare() {
      const {prepareCluster} = await import('./prepare-cluster.ts')
      await prepareCluster({client: apiserver.loopback, pki, port, features: features ?? defaultFeatures})
    },
    async components() {
      const {createCompactor} = await import('./apiserver/compactor.ts')
      const compactor = createCompactor({store, meta: store.meta, clock, activity, log: log.named('kube-apiserver')})
      return [lessorOf(store, activity), compactor, ...(await running()).components]
    },
    revision: () => revisionOf(store),
    leaseDue: () => store.lessor.nextDue(),
    save: async () => (await loaded)?.save(),
  })
  return {
    handle: apiserver.handleInTime,
    engine,
    store,
    clock,
    pki,
    settings,
    servedOn: apiserver.servedOn,
    beginShutdown: apiserver.beginShutdown,
    async close() {
      await (await loaded)?.stop()
      apiserver.stop()
      await parts.auditor?.close()
      await store.close()
    },
  }
}

/** With a seed two clusters are the same; without one, no two processes of a cluster are. */
const randomOf = ({home, revision, source}: ClusterParts, {seed}: ClusterSettings): SeededRandom =>
  new SeededRandom(`${seed ?? home.folder}/${seed ? '' : source.now()}/${revision}`, seed !== undefined)

/** Has the store's leases end for as long as the cluster runs here: events go after an hour. */
const lessorOf = ({lessor}: SqliteStore, activity: Activity): Component => ({
  name: 'lessor',
  start: async () => lessor.start(work => activity.during(work)),
  stop: async () => lessor.stop(),
})

/** What kube-controller-manager is given of the cluster's keys. */
const managerKeys = (pki: Pki, {auth}: KubeApiserver): ManagerKeys => ({
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
