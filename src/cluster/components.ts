import {Client} from '../client/client.ts'
import type {ApiResponse, Transport} from '../client/transport.ts'
import {createKubeProxies} from './addons/kube-proxy.ts'
import type {FeatureGates} from './apiserver/enablement/feature-gates.ts'
import type {ServerRequest, UserInfo} from './apiserver/server-request.ts'
import {
  createControlPlaneMarker,
  createDefaultServiceCidr,
  createFlowControlKeeper,
  createFlowSchemaStatus,
  createIdentityLease,
  createLeaderLease,
  createServiceAddressRepair,
  createSystemObjectsKeeper,
} from './bootstrap/index.ts'
import {controllersWith, type ManagerKeys} from './controllers/index.ts'
import {identities} from './identities.ts'
import {InProcessTransport} from './in-process-transport.ts'
import type {ClusterPart} from './lifecycle/settings.ts'
import {controlPlaneAddress, controlPlaneNames} from './node-specs.ts'
import type {Activity} from './runtime/activity.ts'
import {createEventRecorders} from './runtime/api-event-recorder.ts'
import type {ClusterClock} from './runtime/cluster-clock.ts'
import type {Component, ComponentContext} from './runtime/component.ts'
import {createInformerFactory} from './runtime/informer-factory.ts'
import type {Logger} from './runtime/logger.ts'
import type {Metrics} from './runtime/metrics/metrics.ts'
import {RestClientMetrics} from './runtime/metrics/rest-client-metrics.ts'
import type {Random} from './runtime/random.ts'
import {createScheduler} from './scheduler/index.ts'
import {kubernetesVersion} from './version.ts'
import {type WhileProgramRunsOptions, whileProgramRuns} from './while-program-runs.ts'

export interface ComponentOptions {
  handle(request: ServerRequest): Promise<ApiResponse>
  clock: ClusterClock
  random: Random
  activity: Activity
  log: Logger
  /** Where the API is served, for the control plane's own pods. */
  port: number
  /** Makes the kubelets of this cluster's nodes. */
  createKubelets(context: ComponentContext, contextOf: (node: string) => ComponentContext): Component
  /** What the controller manager may do with the cluster's keys. */
  keys: ManagerKeys
  features: Pick<FeatureGates, 'enabled'>
  disabled?: readonly ClusterPart[]
  /** How one knows which programs of the control plane run. */
  programs: Pick<WhileProgramRunsOptions, 'runs' | 'restored'>
  /** Where a program counts what it tells Prometheus. */
  metricsOf?(program: string): Metrics
}

/** Everything of the cluster that runs beside the API server, each with a client of its own name, all with the same informers. */
export function createComponents(options: ComponentOptions): {components: Component[]; stop(): Promise<void>} {
  const {handle, clock, random, activity, log} = options
  const counters = new Map<string, RestClientMetrics>()
  const counting = (program: string, transport: Transport): Transport => {
    const metrics = options.metricsOf?.(program)
    if (!metrics) return transport
    const counter = counters.get(program) ?? new RestClientMetrics(metrics, `${controlPlaneAddress}:${options.port}`)
    counters.set(program, counter)
    return counter.counting(transport)
  }
  const clientOf = (program: string, user: UserInfo) =>
    new Client(counting(program, new InProcessTransport(handle, user)), {
      headers: {'user-agent': `${program}/${kubernetesVersion} (linux/amd64) kubernetes`},
    })
  const shared = clientOf('kube-controller-manager', identities.controllerManager)
  const informers = createInformerFactory({client: shared, clock, activity, log: log.named('informers')})
  const eventsOf = createEventRecorders({reader: shared, clock, random, activity, log})
  const context = (program: string, user: UserInfo, name = program): ComponentContext => {
    const client = clientOf(program, user)
    const metrics = options.metricsOf?.(program)
    return {
      client,
      informers,
      clock,
      random,
      activity,
      events: eventsOf(client),
      log: log.named(name),
      ...(metrics && {metrics}),
    }
  }
  const contextOf = (node: string) => context('kubelet', identities.node(node))
  const kubelet = context('kubelet', identities.controllerManager)
  const server = context('kube-apiserver', identities.apiServer)
  const manager = 'kube-controller-manager'
  const scheduler = 'kube-scheduler'
  const hostname = 'control-plane'
  const runs = (part: ClusterPart) => !options.disabled?.includes(part)
  const whileRuns = (program: string, create: () => Component[]): Component =>
    whileProgramRuns({program, activity, create, ...options.programs})
  const components = [
    options.createKubelets(kubelet, contextOf),
    ...(runs('kubelets')
      ? [
          createControlPlaneMarker(context('kubeadm', identities.administrator), {names: controlPlaneNames}),
          createKubeProxies(context('kube-proxy', identities.controller('kube-proxy'))),
        ]
      : []),
    createSystemObjectsKeeper(server, {address: controlPlaneAddress, port: options.port}),
    createDefaultServiceCidr(server),
    createServiceAddressRepair(server),
    createFlowControlKeeper(server),
    createIdentityLease(server, {hostname}),
    createFlowSchemaStatus(server),
    ...(runs('scheduler')
      ? [
          whileRuns(scheduler, () => {
            const own = context(scheduler, identities.scheduler)
            return [
              createLeaderLease(own, {program: scheduler, source: 'default-scheduler', hostname}),
              createScheduler(own),
            ]
          }),
        ]
      : []),
    ...(runs('controllers')
      ? [
          whileRuns(manager, () => [
            createLeaderLease(context(manager, identities.controllerManager), {program: manager, hostname}),
            ...controllersWith(options.features).map(({name, account = name, create}) =>
              create(context(manager, identities.controller(account), name), options.keys),
            ),
          ]),
        ]
      : []),
  ]
  return {components, stop: () => informers.stop()}
}
