import {builtin} from '../../api/builtin-resources.ts'
import type {EndpointSlice, Service} from '../../api/kinds.ts'
import {lookUp, lookUpAll} from './admission/lookup.ts'
import type {ServerParts} from './server-parts.ts'

export interface ServicePort {
  name: string
  namespace: string
  port: number
}

/** Where a Service's port leads to: one of its ready endpoints, or why to none. */
export async function serviceEndpoint(
  server: ServerParts,
  {name, namespace, port}: ServicePort,
): Promise<{host: string; port: number} | {problem: string}> {
  const service = await lookUp<Service>(server, builtin.services, namespace, name)
  if (!service) return {problem: `service ${JSON.stringify(name)} not found`}
  if (service.spec?.type === 'ExternalName') return {host: service.spec.externalName ?? '', port}
  const wanted = service.spec?.ports?.find(candidate => candidate.port === port)
  if (!wanted) return {problem: `no service port ${port} found for service ${JSON.stringify(name)}`}
  const slices = builtin.endpointSlices
  for (const slice of await lookUpAll<EndpointSlice>(server, slices, namespace)) {
    if (slice.metadata.labels?.['kubernetes.io/service-name'] !== name) continue
    const open = slice.ports?.find(candidate => (candidate.name ?? '') === (wanted.name ?? ''))
    const ready = slice.endpoints?.find(({conditions}) => conditions?.ready !== false)
    if (open?.port && ready?.addresses[0]) return {host: ready.addresses[0], port: open.port}
  }
  return {problem: `no endpoints available for service ${JSON.stringify(name)}`}
}
