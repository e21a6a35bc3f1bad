import type {EndpointSlice, Service} from '../../../api/kinds.ts'
import type {DnsRecord} from '../../containers/pod-network.ts'
import type {Sources} from './sources.ts'

const domain = 'cluster.local'

type Endpoint = NonNullable<EndpointSlice['endpoints']>[number]

/** The zone that cluster DNS serves (Kubernetes DNS-Based Service Discovery 1.1.0). Names have no dot at their end. */
export class DnsZone {
  private readonly sources: Sources

  constructor(sources: Sources) {
    this.sources = sources
  }

  /** The addresses of a name, through whatever it is another name for. */
  addresses(name: string, depth = 0): string[] | undefined {
    const found = this.records(name, 'A')
    const [alias] = found ?? []
    if (alias?.type === 'CNAME') return depth < 8 ? this.addresses(alias.data.slice(0, -1), depth + 1) : undefined
    return found && found.length > 0 ? found.map(({data}) => data) : undefined
  }

  /** Undefined where there is no such name; nothing where it has nothing of that type. */
  records(asked: string, type: string): DnsRecord[] | undefined {
    const name = asked.toLowerCase()
    if (name.endsWith('.in-addr.arpa')) return this.reverse(name, type)
    if (!name.endsWith(`.${domain}`)) return undefined
    const labels = name.slice(0, -domain.length - 1).split('.')
    const kind = labels.pop()
    if (kind === 'pod') return podRecord(name, labels, type)
    if (kind !== 'svc' || labels.length < 2) return undefined
    const namespace = labels.pop()
    const service = this.sources.services.get(`${namespace}/${labels.pop()}`)
    return service && this.ofService({name, service, below: labels}, type)
  }

  private ofService(
    {name, service, below}: {name: string; service: Service; below: string[]},
    type: string,
  ): DnsRecord[] | undefined {
    const {spec} = service
    if (spec?.type === 'ExternalName')
      return below.length === 0 ? [{name, type: 'CNAME', data: `${spec.externalName}.`}] : undefined
    const headless = spec?.clusterIP === 'None'
    if (below.length === 2 && below.every(label => label.startsWith('_'))) return this.ports(name, service, below, type)
    if (below.length === 0) {
      const addresses = headless ? this.endpoints(service).map(addressOf) : spec?.clusterIP ? [spec.clusterIP] : []
      // A headless service without endpoints is no name.
      if (headless && addresses.length === 0) return undefined
      return records(name, type, addresses)
    }
    if (below.length !== 1 || !headless) return undefined
    const named = this.endpoints(service).filter(endpoint => hostOf(endpoint) === below[0])
    return named.length > 0 ? records(name, type, named.map(addressOf)) : undefined
  }

  /** `_port._protocol`. */
  private ports(name: string, service: Service, [port, protocol]: string[], type: string): DnsRecord[] | undefined {
    const found = service.spec?.ports?.find(
      each => `_${each.name}` === port && `_${(each.protocol ?? 'TCP').toLowerCase()}` === protocol,
    )
    if (!found) return undefined
    if (type !== 'SRV') return []
    const whole = `${service.metadata.name}.${service.metadata.namespace}.svc.${domain}.`
    if (service.spec?.clusterIP !== 'None') return [{name, type: 'SRV', data: `0 100 ${found.port} ${whole}`}]
    return this.slicesOf(service).flatMap(slice => {
      const open = slice.ports?.find(each => (each.name ?? '') === (found.name ?? ''))?.port
      return (slice.endpoints ?? [])
        .filter(isReady)
        .map(endpoint => ({name, type: 'SRV' as const, data: `0 100 ${open} ${hostOf(endpoint)}.${whole}`}))
    })
  }

  private reverse(name: string, type: string): DnsRecord[] | undefined {
    const ip = name.slice(0, -'.in-addr.arpa'.length).split('.').reverse().join('.')
    const [service] = this.sources.services.byIndex('address', ip)
    const whole = ({namespace, name: own}: {namespace?: string; name?: string}) => `${own}.${namespace}.svc.${domain}.`
    const names = service ? [whole(service.metadata)] : []
    for (const slice of service ? [] : this.sources.slices.byIndex('address', ip)) {
      const owner = this.sources.services.get(
        `${slice.metadata.namespace}/${slice.metadata.labels?.['kubernetes.io/service-name']}`,
      )
      const endpoint = slice.endpoints?.find(({addresses}) => addresses.includes(ip))
      if (owner?.spec?.clusterIP === 'None' && endpoint) names.push(`${hostOf(endpoint)}.${whole(owner.metadata)}`)
    }
    if (names.length === 0) return undefined
    return type === 'PTR' ? names.map(data => ({name, type: 'PTR', data})) : []
  }

  private endpoints(service: Service): Endpoint[] {
    const all = this.slicesOf(service).flatMap(({endpoints}) => endpoints ?? [])
    return service.spec?.publishNotReadyAddresses ? all : all.filter(isReady)
  }

  private slicesOf({metadata}: Service): EndpointSlice[] {
    return [...this.sources.slices.byIndex('service', `${metadata.namespace}/${metadata.name}`)]
  }
}

const isReady = ({conditions}: Endpoint): boolean => conditions?.ready !== false
const addressOf = ({addresses}: Endpoint): string => addresses[0]!
/** An endpoint's own label: its pod's host name, or its address with dashes. */
const hostOf = (endpoint: Endpoint): string => endpoint.hostname ?? addressOf(endpoint).replaceAll('.', '-')

const records = (name: string, type: string, addresses: string[]): DnsRecord[] =>
  type === 'A' ? addresses.map(data => ({name, type: 'A', data})) : []

/** `10-244-1-5.NAMESPACE.pod`: DNS believes whoever says an address. */
function podRecord(name: string, [address, namespace, ...rest]: string[], type: string): DnsRecord[] | undefined {
  const isAddress = /^\d{1,3}(-\d{1,3}){3}$/.test(address ?? '')
  return isAddress && namespace && rest.length === 0 ? records(name, type, [address!.replaceAll('-', '.')]) : undefined
}
