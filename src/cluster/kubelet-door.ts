import type {Pod} from '../api/kinds.ts'
import type {JsonObject} from '../api/object.ts'
import {StatusError} from '../api/status-error.ts'
import type {ApiRequest, ApiResponse, StreamSession} from '../client/transport.ts'
import type {NodeConnector as ServerSide} from './apiserver/node-connector.ts'
import type {NodeConnector, NodeStats, ResourceUsage} from './runtime/node-connector.ts'

/** How the API server reaches the kubelets of this process, which are loaded when somebody first wants something of them. */
export const kubeletDoor = (load: () => Promise<NodeConnector>): ServerSide => ({
  async log(pod, container, options, signal) {
    const chunks = await (await load()).logs(pod as Pod, {container, ...options}, signal)
    return {status: 200, headers: {'content-type': 'text/plain'}, body: {type: 'stream', chunks}}
  },
  async exec(pod, container, options, signal) {
    return session(await (await load()).exec(pod as Pod, {container, ...options}, signal))
  },
  async attach(pod, container, options, signal) {
    return session(await (await load()).attach(pod as Pod, {container, ...options}, signal))
  },
  async portForward(pod, ports, signal) {
    return session(await (await load()).portForward(pod as Pod, ports, signal))
  },
  async proxyPod(pod, _scheme, port, request) {
    const {method, url, headers = {}, signal} = request
    const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
    const answer = await (await load()).http(
      pod as Pod,
      port,
      {method, path: url, headers: plain, ...bytesOf(request)},
      signal,
    )
    return {status: answer.status, headers: answer.headers, body: {type: 'bytes', bytes: answer.body}}
  },
  async proxyNode(node, _port, {url}) {
    if (!/^\/stats\/summary(\?|$)/.test(url))
      throw new StatusError({message: '404 page not found', reason: 'NotFound', code: 404})
    const stats = await (await load()).stats(node.metadata.name!)
    return {
      status: 200,
      headers: {'content-type': 'application/json'},
      body: {type: 'object', object: summaryOf(node.metadata.name!, stats)},
    }
  },
})

/** The kubelet's `/stats/summary`. */
const summaryOf = (nodeName: string, {node, pods}: NodeStats): JsonObject => ({
  node: {nodeName, ...usageOf(node)},
  pods: pods.map(({name, namespace, containers}) => ({
    podRef: {name, namespace},
    containers: containers.map(container => ({name: container.name, ...usageOf(container)})),
  })),
})

const usageOf = ({cpuNanocores, memoryBytes}: ResourceUsage) => ({
  cpu: {usageNanoCores: cpuNanocores},
  memory: {workingSetBytes: memoryBytes},
})

const session = (opened: StreamSession): ApiResponse => ({
  status: 101,
  headers: {},
  body: {type: 'session', session: opened},
})

function bytesOf({body}: ApiRequest): {body?: Uint8Array} {
  if (body === undefined) return {}
  if (body instanceof Uint8Array) return {body}
  return {body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))}
}
