import type {KubeObject} from '../../api/object.ts'
import type {ApiRequest, ApiResponse} from '../../client/transport.ts'
import type {ByteStream} from '../runtime/byte-stream.ts'

export interface LogOptions {
  follow: boolean
  previous: boolean
  timestamps: boolean
  sinceSeconds?: number
  /** RFC 3339. */
  sinceTime?: string
  tailLines?: number
  limitBytes?: number
  stream?: 'All' | 'Stdout' | 'Stderr'
}

export interface ExecOptions {
  command: string[]
  stdin: boolean
  stdout: boolean
  stderr: boolean
  tty: boolean
}

/**
 * How the API server reaches the kubelet of a node. What it answers goes to the client as it is: a `stream` for logs, a `session` for the others,
 * or a Status. Errors are thrown as StatusErrors.
 */
export interface NodeConnector {
  log(pod: KubeObject, container: string, options: LogOptions, signal?: AbortSignal): Promise<ApiResponse>
  exec(pod: KubeObject, container: string, options: ExecOptions, signal?: AbortSignal): Promise<ApiResponse>
  attach(
    pod: KubeObject,
    container: string,
    options: Omit<ExecOptions, 'command'>,
    signal?: AbortSignal,
  ): Promise<ApiResponse>
  portForward(pod: KubeObject, ports: number[], signal?: AbortSignal): Promise<ApiResponse>
  /** Passes an HTTP request on to a port of a pod; the request's URL is what the pod is to see. */
  proxyPod(pod: KubeObject, scheme: 'http' | 'https', port: number, request: ApiRequest): Promise<ApiResponse>
  /** Passes an HTTP request on to the kubelet itself (`/metrics`, `/stats/summary`, `/pods` …). */
  proxyNode(node: KubeObject, port: string, request: ApiRequest): Promise<ApiResponse>
  /** Opens a connection to a port of the pod that has the address; 'refused' if nothing listens there, undefined if no pod has it. */
  dial(ip: string, port: number): Promise<ByteStream | 'refused' | undefined>
}
