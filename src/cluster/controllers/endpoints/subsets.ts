import type {Pod, Service} from '../../../api/kinds.ts'
import {isPodReady} from '../pod-state.ts'
import {type Address, type Backend, type Port, repackSubsets, type Subset} from './repack-subsets.ts'
import {findPort, hasHostname, isHeadless} from './service-pods.ts'

/** The subsets of a service's Endpoints. */
export function subsetsOf(service: Service, pods: readonly Pod[]): Subset[] {
  const tolerant = service.spec?.publishNotReadyAddresses ?? false
  const backends: Backend[] = []
  for (const pod of pods) {
    if (pod.metadata.deletionTimestamp && !tolerant) continue
    const ports = portsOf(service, pod)
    const address = addressOf(service, pod)
    if (ports && address) backends.push({address, ready: tolerant || isPodReady(pod), ports})
  }
  return repackSubsets(backends)
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
