import type {EndpointSlice, Service} from '../../api/kinds.ts'
import type {NetworkPeer, ServiceDirectory} from '../containers/pod-network.ts'
import type {ComponentContext} from '../runtime/component.ts'
import type {Informer} from '../runtime/informer.ts'

const domain = 'cluster.local'

/** What cluster DNS and kube-proxy make of Services and EndpointSlices, straight from the caches. */
export function createServiceDirectory({informers}: ComponentContext): ServiceDirectory {
  const services = informers.informer<Service>({group: '', version: 'v1', resource: 'services'})
  const slices = informers.informer<EndpointSlice>({
    group: 'discovery.k8s.io',
    version: 'v1',
    resource: 'endpointslices',
  })
  services.addIndex('clusterIP', ({spec}) =>
    (spec?.clusterIPs ?? (spec?.clusterIP ? [spec.clusterIP] : [])).filter(ip => ip !== 'None'),
  )
  slices.addIndex('service', ({metadata}) => [
    `${metadata.namespace}/${metadata.labels?.['kubernetes.io/service-name']}`,
  ])
  let turn = 0
  return {
    resolve: (name, peer) => {
      for (const full of candidates(name, peer)) {
        const addresses = lookUp(full, services, slices)
        if (addresses) return {name: full, addresses}
      }
      return undefined
    },
    route: (ip, port) => {
      const [service] = services.byIndex('clusterIP', ip)
      if (!service) return undefined
      const servicePort = service.spec?.ports?.find(each => each.port === port)
      if (!servicePort) return 'refused'
      const targets = readyEndpoints(service, slices).flatMap(slice => {
        const target = slice.ports?.find(({name}) => (name ?? '') === (servicePort.name ?? ''))?.port
        return target === undefined ? [] : addressesOf(slice).map(address => ({ip: address, port: target}))
      })
      turn += 1
      return targets.length === 0 ? 'refused' : targets[turn % targets.length]!
    },
  }
}

/** A name with enough dots is tried as it is first, else with the search list. */
function candidates(name: string, {searches}: NetworkPeer): string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)]
  const dots = name.split('.').length - 1
  const searched = searches.map(search => `${name}.${search}`)
  return dots >= 5 ? [name, ...searched] : [...searched, name]
}

function lookUp(full: string, services: Informer<Service>, slices: Informer<EndpointSlice>): string[] | undefined {
  const suffix = `.svc.${domain}`
  if (!full.endsWith(suffix)) return undefined
  const labels = full.slice(0, -suffix.length).split('.')
  const [namespace, name, host] = [labels.pop(), labels.pop(), labels.pop()]
  const service = services.get(`${namespace}/${name}`)
  if (!service || labels.length > 0) return undefined
  if (service.spec?.clusterIP !== 'None')
    return host === undefined && service.spec?.clusterIP ? [service.spec.clusterIP] : undefined
  const found = readyEndpoints(service, slices).flatMap(slice => addressesOf(slice, host))
  return found.length > 0 ? found : undefined
}

const readyEndpoints = ({metadata}: Service, slices: Informer<EndpointSlice>): EndpointSlice[] => [
  ...slices.byIndex('service', `${metadata.namespace}/${metadata.name}`),
]

const addressesOf = (slice: EndpointSlice, host?: string): string[] =>
  (slice.endpoints ?? [])
    .filter(({conditions, hostname}) => conditions?.ready !== false && (host === undefined || hostname === host))
    .flatMap(({addresses}) => addresses.slice(0, 1))
