import type {Endpoints, Pod, Service} from '../../../api/kinds.ts'
import {isPodReady} from '../pod-state.ts'
import {findPort, hasHostname, isHeadless} from './service-pods.ts'

export type Subset = NonNullable<Endpoints['subsets']>[number]
type Address = NonNullable<Subset['addresses']>[number]
type Port = NonNullable<Subset['ports']>[number]

/** The subsets of a service's Endpoints: addresses that offer the same ports stand together. */
export function subsetsOf(service: Service, pods: readonly Pod[]): Subset[] {
  const groups = new Map<string, {ports: Port[]; ready: Address[]; notReady: Address[]}>()
  for (const pod of pods) {
    const tolerant = service.spec?.publishNotReadyAddresses ?? false
    if (pod.metadata.deletionTimestamp && !tolerant) continue
    const ports = portsOf(service, pod)
    const address = addressOf(service, pod)
    if (!ports || !address) continue
    const key = JSON.stringify(ports)
    const group = groups.get(key) ?? {ports, ready: [], notReady: []}
    groups.set(key, group)
    if (tolerant || isPodReady(pod)) group.ready.push(address)
    else group.notReady.push(address)
  }
  return [...groups.values()].map(({ports, ready, notReady}) => ({
    ...(ready.length > 0 && {addresses: ready.sort(byAddress)}),
    ...(notReady.length > 0 && {notReadyAddresses: notReady.sort(byAddress)}),
    ...(ports.length > 0 && {ports}),
  }))
}

/** Undefined when the pod offers none of the service's ports; a headless service needs none. */
function portsOf(service: Service, pod: Pod): Port[] | undefined {
  const wanted = service.spec?.ports ?? []
  if (wanted.length === 0) return isHeadless(service) ? [] : undefined
  const ports: Port[] = []
  for (const port of wanted) {
    const number = findPort(pod, port)
    if (number === undefined) continue
    const {name, protocol, appProtocol} = port
    ports.push({...(name && {name}), port: number, protocol, ...(appProtocol && {appProtocol})})
  }
  return ports.length > 0 ? ports : undefined
}

function addressOf(service: Service, pod: Pod): Address | undefined {
  const family = service.spec?.ipFamilies?.[0] ?? 'IPv4'
  const ip = pod.status?.podIPs?.map(entry => entry.ip).find(address => address.includes(':') === (family === 'IPv6'))
  if (!ip) return undefined
  const {namespace, name, uid} = pod.metadata
  return {
    ip,
    ...(hasHostname(pod, service) && {hostname: pod.spec!.hostname}),
    ...(pod.spec?.nodeName && {nodeName: pod.spec.nodeName}),
    targetRef: {kind: 'Pod', namespace, name, uid},
  }
}

const byAddress = (a: Address, b: Address): number => (a.ip < b.ip ? -1 : a.ip > b.ip ? 1 : 0)
