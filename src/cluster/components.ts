import {Client} from '../client/client.ts'
import type {ApiResponse} from '../client/transport.ts'
import type {ServerRequest} from './apiserver/server-request.ts'
import {
  createDefaultServiceCidr,
  createFlowControlKeeper,
  createFlowSchemaStatus,
  createServiceAddressRepair,
  createStaticPodMirror,
  createSystemObjectsKeeper,
} from './bootstrap/index.ts'
import {controllers} from './controllers/index.ts'
import {InProcessTransport} from './in-process-transport.ts'
import type {ClusterPart} from './lifecycle/settings.ts'
import {controlPlaneAddress} from './node-specs.ts'
import type {Activity} from './runtime/activity.ts'
import {createEventRecorder} from './runtime/api-event-recorder.ts'
import type {ClusterClock} from './runtime/cluster-clock.ts'
import type {Component, ComponentContext} from './runtime/component.ts'
import {createInformerFactory} from './runtime/informer-factory.ts'
import type {Logger} from './runtime/logger.ts'
import type {Random} from './runtime/random.ts'
import {createScheduler} from './scheduler/index.ts'
import {kubernetesVersion} from './version.ts'

export interface ComponentOptions {
  handle(request: ServerRequest): Promise<ApiResponse>
  clock: ClusterClock
  random: Random
  activity: Activity
  log: Logger
  /** Where the API is served, for the control plane's own pods. */
  port: number
  /** Makes the kubelets of this cluster's nodes. */
  createKubelets(context: ComponentContext): Component
  disabled?: readonly ClusterPart[]
}

/** Everything of the cluster that runs beside the API server, each with a client of its own name, all with the same informers. */
export function createComponents(options: ComponentOptions): {components: Component[]; stop(): Promise<void>} {
  const {handle, clock, random, activity, log} = options
  const clientOf = (program: string, user: string) =>
    new Client(new InProcessTransport(handle, {name: user, groups: ['system:masters', 'system:authenticated']}), {
      headers: {'user-agent': `${program}/${kubernetesVersion} (linux/amd64) kubernetes`},
    })
  const informers = createInformerFactory({
    client: clientOf('kube-controller-manager', 'system:kube-controller-manager'),
    clock,
    activity,
    log: log.named('informers'),
  })
  const context = (program: string, user: string, name = program): ComponentContext => {
    const client = clientOf(program, user)
    return {
      client,
      informers,
      clock,
      random,
      activity,
      events: createEventRecorder({client, clock, random, activity, log}),
      log: log.named(name),
    }
  }
  const kubelet = context('kubelet', 'system:nodes')
  const server = context('kube-apiserver', 'system:apiserver')
  const manager = 'kube-controller-manager'
  const runs = (part: ClusterPart) => !options.disabled?.includes(part)
  const components = [
    options.createKubelets(kubelet),
    ...(runs('kubelets') ? [createStaticPodMirror(kubelet, {version: kubernetesVersion, port: options.port})] : []),
    createSystemObjectsKeeper(server, {address: controlPlaneAddress, port: options.port}),
    createDefaultServiceCidr(server),
    createServiceAddressRepair(server),
    createFlowControlKeeper(server),
    createFlowSchemaStatus(server),
    ...(runs('scheduler') ? [createScheduler(context('kube-scheduler', 'system:kube-scheduler'))] : []),
    ...(runs('controllers') ? controllers : []).map(({name, create}) =>
      create(context(manager, `system:serviceaccount:kube-system:${name}`, name)),
    ),
  ]
  return {components, stop: () => informers.stop()}
}
