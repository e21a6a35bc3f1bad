import {builtin} from '../../../api/builtin-resources.ts'
import type {EndpointSlice, Pod, Service} from '../../../api/kinds.ts'
import {badRequest, notFound, serviceUnavailable} from '../../../api/status-error.ts'
import type {ApiRequest, ApiResponse} from '../../../client/transport.ts'
import {lookUp, lookUpAll} from '../admission/lookup.ts'
import {type RequestContext, storeOf} from '../request-context.ts'
import {admitConnect} from './admit-connect.ts'
import {connectorTo, nodeNameOf} from './pod-target.ts'
import {rewriteLinks} from './rewrite-links.ts'
import type {SubresourceHandler} from './subresource.ts'

const {pods} = builtin
const slices = builtin.endpointSlices

/** Passes HTTP requests on to a pod. */
export const podProxy: SubresourceHandler = everyMethod(async context => {
  const {info, server} = context
  const {scheme, name, port} = target(info.name, 'pod')
  const pod = (await storeOf(context).get(info.namespace, name)) as Pod | undefined
  if (!pod) throw notFound(pods, name)
  if (!pod.status?.podIP) throw badRequest('address not allowed')
  const redirect = redirectToFolder(context)
  if (redirect) return redirect
  const {connector} = await connectorTo(server, nodeNameOf(pod))
  const first = pod.spec?.containers.flatMap(({ports = []}) => ports).find(({containerPort}) => containerPort)
  return connector.proxyPod(pod, scheme, portNumber(port, first?.containerPort ?? 80), passedOn(context))
})

/** Passes HTTP requests on to one of a service's ready endpoints. */
export const serviceProxy: SubresourceHandler = everyMethod(async context => {
  const {info, server} = context
  const {scheme, name, port} = target(info.name, 'service')
  const service = (await storeOf(context).get(info.namespace, name)) as Service | undefined
  if (!service) throw notFound({group: '', resource: 'services'}, name)
  const wanted = service.spec?.ports?.find(item => port === '' || item.name === port || String(item.port) === port)
  if (!wanted && port)
    throw serviceUnavailable(`no service port ${JSON.stringify(port)} found for service ${JSON.stringify(name)}`)
  for (const slice of await lookUpAll<EndpointSlice>(server, slices, info.namespace)) {
    if (slice.metadata.labels?.['kubernetes.io/service-name'] !== name) continue
    const open = slice.ports?.find(item => (item.name ?? '') === (wanted?.name ?? ''))
    const endpoint = slice.endpoints?.find(({conditions}) => conditions?.ready !== false)
    const podName = endpoint?.targetRef?.kind === 'Pod' ? endpoint.targetRef.name : undefined
    const pod = podName && (await lookUp<Pod>(server, pods, info.namespace, podName))
    if (!pod || !open?.port) continue
    const redirect = redirectToFolder(context)
    if (redirect) return redirect
    const {connector} = await connectorTo(server, nodeNameOf(pod))
    return connector.proxyPod(pod, scheme, open.port, passedOn(context))
  }
  throw serviceUnavailable(`no endpoints available for service ${JSON.stringify(info.name)}`)
})

/** Passes HTTP requests on to a kubelet. */
export const nodeProxy: SubresourceHandler = everyMethod(async context => {
  const {name, port} = target(context.info.name, 'node')
  if (!(await storeOf(context).get('', name))) throw notFound({group: '', resource: 'nodes'}, name)
  const redirect = redirectToFolder(context)
  if (redirect) return redirect
  const {node, connector} = await connectorTo(context.server, name)
  return connector.proxyNode(node, port, passedOn(context))
})

function everyMethod(pass: (context: RequestContext) => Promise<ApiResponse>): SubresourceHandler {
  const handler = async (context: RequestContext) => {
    await admitConnect(context, {path: passedOn(context).url.split('?')[0]!})
    return rewriteLinks(await pass(context), proxyPath(context))
  }
  return {get: handler, create: handler, update: handler, patch: handler, delete: handler}
}

/** `https:web:8443`, `web:http`, `web`. */
function target(text: string, kind: string): {scheme: 'http' | 'https'; name: string; port: string} {
  const parts = text.split(':')
  const known = parts.length < 3 || parts[0] === 'http' || parts[0] === 'https' || parts[0] === ''
  if (parts.length > 3 || !known) throw badRequest(`invalid ${kind} request ${JSON.stringify(text)}`)
  if (parts.length === 3) return {scheme: parts[0] === 'https' ? 'https' : 'http', name: parts[1]!, port: parts[2]!}
  return {scheme: 'http', name: parts[0]!, port: parts[1] ?? ''}
}

function portNumber(text: string, fallback: number): number {
  if (text === '') return fallback
  if (!/^\d+$/.test(text)) throw badRequest(`invalid port ${JSON.stringify(text)}`)
  return Number(text)
}

/** The request as the other end is to see it. */
function passedOn({request, info}: RequestContext): ApiRequest {
  const {method, headers, body, signal, url} = request
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  const rest = path.slice(proxyPath({request, info}).length)
  return {method, url: `${rest || '/'}${mark < 0 ? '' : url.slice(mark)}`, headers, body, signal}
}

/** The part of the path that leads to the proxy. */
function proxyPath({request: {url}, info}: Pick<RequestContext, 'request' | 'info'>): string {
  const path = url.split('?')[0]!
  return new RegExp(`^.*?/${info.resource}/[^/]+/proxy(?=/|$)`).exec(path)?.[0] ?? path
}

/** The root of what is proxied is a folder: relative links in it must work. */
function redirectToFolder({request, info}: RequestContext): ApiResponse | undefined {
  const {url, method} = request
  const path = url.split('?')[0]!
  if (!path.endsWith(`/${info.subresource}`) || (method !== 'GET' && method !== 'HEAD')) return undefined
  const location = `${path}/${url.slice(path.length)}`
  return {status: 301, headers: {location}, body: {type: 'text', text: ''}}
}
