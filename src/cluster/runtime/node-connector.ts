import type {Pod} from '../../api/kinds.ts'
import type {StreamSession} from '../../client/transport.ts'

/** What `pods/log` may ask for; the API server has checked the values. */
export interface LogOptions {
  /** Always given: the API server resolves the default container. */
  container: string
  follow?: boolean
  previous?: boolean
  sinceSeconds?: number
  /** RFC 3339. */
  sinceTime?: string
  timestamps?: boolean
  tailLines?: number
  limitBytes?: number
  /** PodLogOptions.stream. */
  stream?: 'All' | 'Stdout' | 'Stderr'
}

export interface ExecOptions {
  container: string
  command: string[]
  stdin?: boolean
  stdout?: boolean
  stderr?: boolean
  tty?: boolean
}

export type AttachOptions = Omit<ExecOptions, 'command'>

/**
 * How the API server reaches the kubelet of a pod's node (`spec.nodeName`). Refusals are StatusErrors, ready to be answered; a process
 * that fails says so on the session's error channel. `signal` is aborted when the caller goes away.
 */
export interface NodeConnector {
  logs(pod: Pod, options: LogOptions, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>>
  exec(pod: Pod, options: ExecOptions, signal?: AbortSignal): Promise<StreamSession>
  attach(pod: Pod, options: AttachOptions, signal?: AbortSignal): Promise<StreamSession>
  /** `ports` in the order of the session's channels: 2n carries the data of ports[n], 2n+1 its error. */
  portForward(pod: Pod, ports: number[], signal?: AbortSignal): Promise<StreamSession>
  /** One HTTP request to a pod's own address, for the pod and service proxies. */
  http(pod: Pod, port: number, request: PodHttpRequest, signal?: AbortSignal): Promise<PodHttpResponse>
  /** What the kubelet's `/stats/summary` says of a node, for metrics. */
  stats(nodeName: string): Promise<NodeStats>
}

export interface PodHttpRequest {
  method: string
  /** Path and query. */
  path: string
  /** Names in lower case. */
  headers: Record<string, string>
  body?: Uint8Array
}

export interface PodHttpResponse {
  status: number
  headers: Record<string, string>
  body: Uint8Array
}

export interface ResourceUsage {
  /** CPU in use; billionths of a core. */
  cpuNanocores: number
  memoryBytes: number
}

export interface NodeStats {
  node: ResourceUsage
  pods: {namespace: string; name: string; containers: (ResourceUsage & {name: string})[]}[]
}
