import type {Pod} from '../../api/kinds.ts'
import type {KubeObject} from '../../api/object.ts'
import {StatusError} from '../../api/status-error.ts'
import type {ApiRequest, ApiResponse} from '../../client/transport.ts'
import type {Connection} from '../containers/connection.ts'
import type {ContainerRuntime} from '../containers/container-runtime.ts'
import type {ContainerStatus} from '../containers/container.ts'
import type {Process} from '../containers/process.ts'
import {RuntimeError} from '../containers/runtime-error.ts'
import type {Clock} from '../runtime/clock.ts'
import {nodeLogs} from './node-logs.ts'
import {kubeletMetrics, resourceMetrics, statsSummary} from './node-stats.ts'
import type {PodWorker} from './pod/pod-worker.ts'
import {podHttp, secured} from './pod-http.ts'
import {SessionServer} from './stream-session.ts'
import type {ProbeMetrics} from './probes/probe-metrics.ts'

export interface LogRequest {
  follow?: boolean
  previous?: boolean
  timestamps?: boolean
  sinceSeconds?: number
  sinceTime?: string
  tailLines?: number
  limitBytes?: number
  stream?: 'All' | 'Stdout' | 'Stderr'
}

export interface AttachRequest {
  stdin: boolean
  stdout: boolean
  stderr: boolean
  tty: boolean
}

export interface ConnectorOptions {
  runtime: ContainerRuntime
  clock: Clock
  worker(uid: string): PodWorker | undefined
  pods(node: string): Iterable<Pod>
  /** Those that have an address: several where they share their node's. */
  podsAt(ip: string): Iterable<Pod>
  /** What the kubelets' program tells Prometheus. */
  metrics?(): string
  probeMetrics?: ProbeMetrics
}

const success = {metadata: {}, status: 'Success'}

/** The kubelet's own API, as the API server uses it: logs, exec, attach, port-forward, proxies. */
export function createNodeConnector({runtime, clock, worker, pods, podsAt, metrics, probeMetrics}: ConnectorOptions) {
  const stats = {runtime, clock, worker, pods}
  const workerOf = (pod: KubeObject): PodWorker => {
    const found = worker(pod.metadata.uid ?? '')
    if (!found) throw badRequest(`pod ${pod.metadata.namespace}/${pod.metadata.name} is not known to the kubelet`)
    return found
  }

  const running = (pod: KubeObject, container: string): ContainerStatus => {
    const instance = workerOf(pod).instance(container)
    if (instance?.state === 'Running') return instance
    throw new StatusError({
      code: 500,
      reason: 'InternalError',
      message: `Internal error occurred: unable to upgrade connection: container not found ("${container}")`,
    })
  }

  const stream = (request: AttachRequest, run: (process: Process) => Promise<number | undefined>): ApiResponse => {
    const server = new SessionServer()
    const process: Process = {
      ...(request.stdin && {stdin: server.input(0)}),
      stdout: data => server.send(1, data),
      stderr: data => server.send(request.tty ? 1 : 2, data),
      tty: request.tty,
      ...(request.tty && {resize: terminalSizes(server.input(4))}),
      signal: server.signal,
    }
    void run(process)
      .then(exitCode => exitStatus(exitCode ?? 0), internalStatus)
      .then(status => {
        server.send(3, Buffer.from(JSON.stringify(status)), true)
        server.finish()
      })
    return {status: 101, headers: {}, body: {type: 'session', session: server.session}}
  }

  return {
    async log(pod: KubeObject, container: string, options: LogRequest, signal?: AbortSignal): Promise<ApiResponse> {
      const instance = worker(pod.metadata.uid ?? '')?.instance(container, options.previous)
      if (!instance || instance.state === 'Created') throw noLog(pod as Pod, container, options.previous ?? false)
      const since = options.sinceTime
        ? Date.parse(options.sinceTime)
        : options.sinceSeconds === undefined
          ? undefined
          : clock.now() - options.sinceSeconds * 1000
      const chunks = runtime.containerLogs(
        instance.id,
        {...options, ...(since !== undefined && {sinceMillis: since})},
        signal,
      )
      return {status: 200, headers: {'content-type': 'text/plain'}, body: {type: 'stream', chunks}}
    },

    async exec(
      pod: KubeObject,
      container: string,
      options: AttachRequest & {command: string[]},
      _signal?: AbortSignal,
    ): Promise<ApiResponse> {
      const {id} = running(pod, container)
      return stream(options, process => runtime.exec(id, options.command, process))
    },

    async attach(
      pod: KubeObject,
      container: string,
      options: AttachRequest,
      _signal?: AbortSignal,
    ): Promise<ApiResponse> {
      const {id} = running(pod, container)
      // However the program ends, attaching to it went well: only its pod's status tells the exit code.
      return stream(options, async process => {
        await runtime.attach(id, process)
        return undefined
      })
    },

    async portForward(pod: KubeObject, ports: number[], _signal?: AbortSignal): Promise<ApiResponse> {
      const {sandbox} = workerOf(pod)
      if (!sandbox) throw badRequest(`pod ${pod.metadata.name} has no sandbox`)
      const server = new SessionServer()
      let open = ports.length
      const done = () => {
        open -= 1
        if (open === 0) server.finish()
      }
      for (const [index, port] of ports.entries()) void forward(server, sandbox, index, port).finally(done)
      return {status: 101, headers: {}, body: {type: 'session', session: server.session}}
    },

    async proxyPod(pod: KubeObject, scheme: 'http' | 'https', port: number, request: ApiRequest): Promise<ApiResponse> {
      const {sandbox, address} = workerOf(pod)
      const connection = sandbox && (await runtime.connect(sandbox, port).catch(() => undefined))
      if (!connection)
        throw new StatusError({
          code: 503,
          reason: 'ServiceUnavailable',
          message: `error trying to reach service: dial tcp ${address.podIP ?? ''}:${port}: connect: connection refused`,
        })
      const headers = Object.fromEntries(
        Object.entries(request.headers ?? {}).map(([name, value]) => [name, String(value)]),
      )
      const body =
        typeof request.body === 'string' || request.body instanceof Uint8Array
          ? Buffer.from(request.body)
          : request.body
            ? Buffer.from(JSON.stringify(request.body))
            : undefined
      const answer = await podHttp(scheme === 'https' ? secured(connection) : connection, {
        method: request.method,
        path: request.url,
        headers: {host: `${address.podIP}:${port}`, ...headers},
        ...(body && {body}),
      })
      return {status: answer.status, headers: answer.headers, body: {type: 'bytes', bytes: answer.body}}
    },

    async proxyNode(node: KubeObject, _port: string, request: ApiRequest): Promise<ApiResponse> {
      const name = node.metadata.name ?? ''
      const path = request.url.split('?')[0]
      if (path === '/healthz')
        return {status: 200, headers: {'content-type': 'text/plain'}, body: {type: 'text', text: 'ok'}}
      if (path === '/pods')
        return {
          status: 200,
          headers: {},
          body: {type: 'object', object: {kind: 'PodList', apiVersion: 'v1', metadata: {}, items: [...pods(name)]}},
        }
      if (path?.startsWith('/logs/')) return nodeLogs(name, path.slice('/logs'.length), stats)
      if (path === '/logs') return {status: 301, headers: {location: 'logs/'}, body: {type: 'text', text: ''}}
      if (path === '/stats/summary')
        return {status: 200, headers: {}, body: {type: 'object', object: await statsSummary(name, stats)}}
      if (path === '/metrics/cadvisor')
        return exposition(await (await import('./cadvisor-metrics.ts')).cadvisorMetrics(name, stats))
      if (path === '/metrics/probes') return exposition(probeMetrics?.text(name) ?? '')
      if (path === '/metrics/resource') return exposition(await resourceMetrics(name, stats))
      if (path === '/metrics') return exposition((await kubeletMetrics(name, stats)) + (metrics?.() ?? ''))
      return {status: 404, headers: {'content-type': 'text/plain'}, body: {type: 'text', text: '404 page not found\n'}}
    },

    async dial(ip: string, port: number): Promise<Connection | 'refused' | undefined> {
      let found = false
      for (const {metadata} of podsAt(ip)) {
        const sandbox = worker(metadata.uid!)?.sandbox
        if (!sandbox) continue
        found = true
        const connection = await runtime.connect(sandbox, port).catch(() => undefined)
        if (connection) return connection
      }
      return found ? 'refused' : undefined
    },
  }

  async function forward(server: SessionServer, sandbox: string, index: number, port: number): Promise<void> {
    try {
      const connection = await runtime.connect(sandbox, port)
      void (async () => {
        for await (const chunk of server.input(2 * index)) connection.send(chunk)
        connection.end()
      })()
      for await (const chunk of connection.received) server.send(2 * index, chunk)
      server.send(2 * index, new Uint8Array(), true)
      server.send(2 * index + 1, new Uint8Array(), true)
    } catch (error) {
      server.send(
        2 * index + 1,
        Buffer.from(
          `error forwarding port ${port} to pod ${sandbox}, uid : ${error instanceof RuntimeError ? error.description : String(error)}`,
        ),
        true,
      )
      server.send(2 * index, new Uint8Array(), true)
    }
  }
}

const exposition = (text: string): ApiResponse => ({
  status: 200,
  headers: {'content-type': 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores'},
  body: {type: 'text', text},
})

/** Each size that a client tells, from its JSON: `{"Width":80,"Height":24}`. */
async function* terminalSizes(messages: AsyncIterable<Uint8Array>): AsyncGenerator<{width: number; height: number}> {
  for await (const message of messages) {
    const size = /"Width":(\d+),"Height":(\d+)/.exec(Buffer.from(message).toString())
    if (size) yield {width: Number(size[1]), height: Number(size[2])}
  }
}

const badRequest = (message: string): StatusError => new StatusError({code: 400, reason: 'BadRequest', message})

function noLog(pod: Pod, container: string, previous: boolean): StatusError {
  const name = pod.metadata.name
  if (previous) return badRequest(`previous terminated container "${container}" in pod "${name}" not found`)
  const all = [
    ...(pod.status?.containerStatuses ?? []),
    ...(pod.status?.initContainerStatuses ?? []),
    ...(pod.status?.ephemeralContainerStatuses ?? []),
  ]
  const waiting = all.find(status => status.name === container)?.state?.waiting
  const reason = waiting?.reason ?? 'ContainerCreating'
  const failing = [
    'ErrImagePull',
    'ImagePullBackOff',
    'ErrImageNeverPull',
    'InvalidImageName',
    'CreateContainerConfigError',
  ].includes(reason)
  const detail = failing && reason.includes('mage') ? `trying and failing to pull image` : reason
  return badRequest(`container "${container}" in pod "${name}" is waiting to start: ${detail}`)
}

const exitStatus = (code: number): Record<string, unknown> =>
  code === 0
    ? success
    : {
        metadata: {},
        status: 'Failure',
        message: `command terminated with non-zero exit code: exit status ${code}`,
        reason: 'NonZeroExitCode',
        details: {causes: [{reason: 'ExitCode', message: String(code)}]},
      }

function internalStatus(error: unknown): Record<string, unknown> {
  const text = `Internal error occurred: error executing command in container: ${error instanceof RuntimeError ? error.description : String(error)}`
  return {
    metadata: {},
    status: 'Failure',
    message: `Internal error occurred: ${text}`,
    reason: 'InternalError',
    details: {causes: [{message: text}]},
    code: 500,
  }
}
