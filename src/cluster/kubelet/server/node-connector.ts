import type {Pod} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {badRequest, StatusError} from '../../../api/status-error.ts'
import type {ApiRequest, ApiResponse} from '../../../client/transport.ts'
import type {Connection} from '../../containers/connection.ts'
import type {PodWorker} from '../pod/pod-worker.ts'
import {type AttachRequest, commandSession} from './command-session.ts'
import {containerLog, type LogRequest} from './container-log.ts'
import {type NodeEndpointsOptions, nodeEndpoint} from './node-endpoints.ts'
import type {NodeStatsOptions} from './node-stats.ts'
import {portForwardSession} from './port-forward-session.ts'
import {proxyPod} from './proxy-pod.ts'

export interface ConnectorOptions extends NodeStatsOptions, Pick<NodeEndpointsOptions, 'metrics' | 'probeMetrics'> {
  /** Those that have an address: several where they share their node's. */
  podsAt(ip: string): Iterable<Pod>
}

/** The kubelet's own API, as the API server uses it: logs, exec, attach, port-forward, proxies. */
export function createNodeConnector({podsAt, metrics, probeMetrics, ...stats}: ConnectorOptions) {
  const {runtime, clock, worker} = stats

  const workerOf = (pod: KubeObject): PodWorker => {
    const found = worker(pod.metadata.uid ?? '')
    if (!found) throw badRequest(`pod ${pod.metadata.namespace}/${pod.metadata.name} is not known to the kubelet`)
    return found
  }

  /** The id of a container that runs. */
  const running = (pod: KubeObject, container: string): string => {
    const instance = workerOf(pod).instance(container)
    if (instance?.state === 'Running') return instance.id
    throw new StatusError({
      code: 500,
      reason: 'InternalError',
      message: `Internal error occurred: unable to upgrade connection: container not found ("${container}")`,
    })
  }

  /** Undefined where nobody listens. */
  const connect = (sandbox: string, port: number): Promise<Connection | undefined> =>
    runtime.connect(sandbox, port).catch(() => undefined)

  return {
    async log(pod: KubeObject, container: string, options: LogRequest, signal?: AbortSignal): Promise<ApiResponse> {
      const instance = worker(pod.metadata.uid ?? '')?.instance(container, options.previous)
      return containerLog({runtime, pod: pod as Pod, container}, instance, {...options, now: clock.now()}, signal)
    },

    async exec(
      pod: KubeObject,
      container: string,
      options: AttachRequest & {command: string[]},
      _signal?: AbortSignal,
    ): Promise<ApiResponse> {
      const id = running(pod, container)
      return commandSession(options, process => runtime.exec(id, options.command, process))
    },

    async attach(
      pod: KubeObject,
      container: string,
      options: AttachRequest,
      _signal?: AbortSignal,
    ): Promise<ApiResponse> {
      const id = running(pod, container)
      // However the program ends, attaching to it went well: only its pod's status tells the exit code.
      return commandSession(options, async process => {
        await runtime.attach(id, process)
        return undefined
      })
    },

    async portForward(pod: KubeObject, ports: number[], _signal?: AbortSignal): Promise<ApiResponse> {
      const {sandbox} = workerOf(pod)
      if (!sandbox) throw badRequest(`pod ${pod.metadata.name} has no sandbox`)
      return portForwardSession({sandbox, ports, connect: (id, port) => runtime.connect(id, port)})
    },

    async proxyPod(pod: KubeObject, scheme: 'http' | 'https', port: number, request: ApiRequest): Promise<ApiResponse> {
      const {sandbox, address} = workerOf(pod)
      const connection = sandbox && (await connect(sandbox, port))
      return proxyPod(
        {scheme, authority: `${address.podIP ?? ''}:${port}`, connection: connection || undefined},
        request,
      )
    },

    async proxyNode(node: KubeObject, _port: string, request: ApiRequest): Promise<ApiResponse> {
      return nodeEndpoint(node.metadata.name ?? '', request.url, {stats, metrics, probeMetrics})
    },

    async dial(ip: string, port: number): Promise<Connection | 'refused' | undefined> {
      let found = false
      for (const {metadata} of podsAt(ip)) {
        const sandbox = worker(metadata.uid!)?.sandbox
        if (!sandbox) continue
        found = true
        const connection = await connect(sandbox, port)
        if (connection) return connection
      }
      return found ? 'refused' : undefined
    },
  }
}
