import type {EndpointSlice, Node, Pod, Service} from '../../../api/kinds.ts'
import type {Informer} from '../../runtime/informer.ts'
import {findPort, hasHostname, isHeadless} from '../endpoints/service-pods.ts'
import {isPodReady} from '../pod-state.ts'

export type Endpoint = EndpointSlice['endpoints'][number]
export type EndpointPort = NonNullable<EndpointSlice['ports']>[number]

/** Endpoints that offer the same ports. */
export interface PortGroup {
  ports: EndpointPort[]
  endpoints: Endpoint[]
}

/** What a service's slices of one address family should hold. */
export function desiredGroups(
  service: Service,
  pods: readonly Pod[],
  nodes: Informer<Node>,
  addressType: string,
): PortGroup[] {
  const groups = new Map<string, PortGroup>()
  for (const pod of pods) {
    const ports = portsOf(service, pod)
    const addresses = (pod.status?.podIPs ?? [])
      .map(({ip}) => ip)
      .filter(ip => ip.includes(':') === (addressType === 'IPv6'))
    if (addresses.length === 0 || (ports.length === 0 && !isHeadless(service))) continue
    const key = portKey(ports)
    const group = groups.get(key) ?? {ports, endpoints: []}
    groups.set(key, group)
    group.endpoints.push(endpointOf(service, pod, addresses, nodes))
  }
  return [...groups.values()]
}

export const portKey = (ports: readonly EndpointPort[] | undefined | null): string =>
  JSON.stringify(
    (ports ?? []).map(({name = '', port, protocol, appProtocol}) => [name, port, protocol, appProtocol]).sort(),
  )

/** An endpoint that is meant for nobody more than for others. */
export function unhinted(endpoint: Endpoint): Endpoint {
  if (!endpoint.hints) return endpoint
  const {hints: _hints, ...rest} = endpoint
  return rest
}

function portsOf(service: Service, pod: Pod): EndpointPort[] {
  const ports: EndpointPort[] = []
  for (const port of service.spec?.ports ?? []) {
    const number = findPort(pod, port)
    if (number === undefined) continue
    const {name = '', protocol, appProtocol} = port
    ports.push({name, port: number, protocol, ...(appProtocol && {appProtocol})})
  }
  return ports
}

function endpointOf(service: Service, pod: Pod, addresses: string[], nodes: Informer<Node>): Endpoint {
  const serving = isPodReady(pod)
  const terminating = pod.metadata.deletionTimestamp !== undefined
  const ready = Boolean(service.spec?.publishNotReadyAddresses) || (serving && !terminating)
  const {namespace, name, uid} = pod.metadata
  const {nodeName} = pod.spec ?? {}
  const zone = nodeName ? nodes.get(nodeName)?.metadata.labels?.['topology.kubernetes.io/zone'] : undefined
  return {
    addresses,
    conditions: {ready, serving, terminating},
    ...(hasHostname(pod, service) && {hostname: pod.spec!.hostname}),
    targetRef: {kind: 'Pod', namespace, name, uid},
    ...(nodeName && {nodeName}),
    ...(zone && {zone}),
  }
}
