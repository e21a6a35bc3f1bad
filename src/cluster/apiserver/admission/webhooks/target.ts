import type {EndpointSlice, Service} from '../../../../api/kinds.ts'
import type {ServerParts} from '../../server-parts.ts'
import {lookUp, lookUpAll} from '../lookup.ts'
import type {ConfiguredWebhook} from './relevant.ts'

/** Where a webhook is, and how it proves who it is. */
export interface WebhookTarget {
  url: URL
  /** The URL as it is told to users. */
  shown: string
  host: string
  port: number
  serverName: string
  /** PEM; absent: the machine's own authorities. */
  ca?: string
  /** Why there is nobody to call. */
  problem?: string
}

/** Finds a webhook by its URL, or by a ready endpoint of its Service. */
export async function webhookTarget(
  {clientConfig: {url, service, caBundle}}: Pick<ConfiguredWebhook, 'clientConfig'>,
  server: ServerParts,
  timeoutSeconds?: number,
): Promise<WebhookTarget> {
  const ca = caBundle ? {ca: Buffer.from(caBundle, 'base64').toString()} : {}
  if (!service) {
    const at = withTimeout(new URL(url ?? 'https://invalid.invalid'), timeoutSeconds)
    const host = at.hostname.replace(/^\[|\]$/g, '')
    const serverName = /^[\d.:]+$/.test(host) ? '' : host
    return {url: at, shown: at.href, host, port: Number(at.port || 443), serverName, ...ca}
  }
  const {name, namespace, path = '/', port = 443} = service
  const serverName = `${name}.${namespace}.svc`
  const at = withTimeout(new URL(`https://${serverName}:${port}${path}`), timeoutSeconds)
  const shown = `https://${serverName}:${port}${at.pathname}${at.search}`
  const endpoint = await endpointOf(server, {name, namespace, port})
  if ('problem' in endpoint)
    return {url: at, shown, host: serverName, port, serverName, ...ca, problem: endpoint.problem}
  return {url: at, shown, ...endpoint, serverName, ...ca}
}

function withTimeout(url: URL, seconds: number | undefined): URL {
  if (seconds !== undefined) url.search = `timeout=${seconds}s`
  return url
}

interface ServicePort {
  name: string
  namespace: string
  port: number
}

async function endpointOf(
  server: ServerParts,
  {name, namespace, port}: ServicePort,
): Promise<{host: string; port: number} | {problem: string}> {
  const service = await lookUp<Service>(server, {group: '', version: 'v1', resource: 'services'}, namespace, name)
  if (!service) return {problem: `service ${JSON.stringify(name)} not found`}
  if (service.spec?.type === 'ExternalName') return {host: service.spec.externalName ?? '', port}
  const wanted = service.spec?.ports?.find(candidate => candidate.port === port)
  if (!wanted) return {problem: `no service port ${port} found for service ${JSON.stringify(name)}`}
  const slices = {group: 'discovery.k8s.io', version: 'v1', resource: 'endpointslices'}
  for (const slice of await lookUpAll<EndpointSlice>(server, slices, namespace)) {
    if (slice.metadata.labels?.['kubernetes.io/service-name'] !== name) continue
    const open = slice.ports?.find(candidate => (candidate.name ?? '') === (wanted.name ?? ''))
    const ready = slice.endpoints?.find(({conditions}) => conditions?.ready !== false)
    if (open?.port && ready?.addresses[0]) return {host: ready.addresses[0], port: open.port}
  }
  return {problem: `no endpoints available for service ${JSON.stringify(name)}`}
}
