import {builtin} from '../../../api/builtin-resources.ts'
import type {APIService, EndpointSlice, Service} from '../../../api/kinds.ts'
import {prefixEnd} from '../../etcd/store.ts'
import {lookUpStored} from '../admission/lookup.ts'
import type {ServerParts} from '../server-parts.ts'
import type {ServiceReference} from './remote-server.ts'

export interface Availability {
  status: 'True' | 'False'
  reason: string
  message: string
}

/** Whether what an APIService names can be reached, as kube-aggregator finds out: its Service, its endpoints, and at last an answer of its own. */
export async function availabilityOf(
  server: ServerParts,
  {namespace, name, port}: ServiceReference,
  discover: () => Promise<void>,
): Promise<Availability> {
  const no = (reason: string, message: string): Availability => ({status: 'False', reason, message})
  const where = `service/${name} in ${JSON.stringify(namespace)}`
  const {services} = builtin
  const service = await lookUpStored<Service>(server, services, namespace, name)
  if (!service) return no('ServiceNotFound', `${where} is not present`)
  if ((service.spec?.type ?? 'ClusterIP') === 'ClusterIP') {
    const wanted = service.spec?.ports?.find(candidate => candidate.port === port)
    if (!wanted) return no('ServicePortError', `${where} is not listening on port ${port}`)
    const slices = await slicesOf(server, namespace, name)
    if (slices.length === 0) return no('EndpointsNotFound', `cannot find endpointslices for ${where}`)
    const portName = wanted.name ?? ''
    if (!slices.some(slice => isOpen(slice, portName)))
      return no(
        'MissingEndpoints',
        `endpointslices for ${where} have no addresses with port name ${JSON.stringify(portName)}`,
      )
  }
  try {
    await discover()
  } catch (error) {
    return no('FailedDiscoveryCheck', (error as Error).message)
  }
  return {status: 'True', reason: 'Passed', message: 'all checks passed'}
}

/** What is stored this moment: the event that led here may not have reached the caches yet. */
async function slicesOf(server: ServerParts, namespace: string, name: string): Promise<EndpointSlice[]> {
  const kind = builtin.endpointSlices
  const definition = server.resources.get(kind)
  if (!definition) return []
  const store = server.resourceStore(definition)
  const key = store.rangeOf(namespace)
  const {kvs} = await store.store.range({key, rangeEnd: prefixEnd(key)})
  const all = kvs.map(kv => store.codec.decode(kv) as EndpointSlice)
  return all.filter(({metadata}) => metadata.labels?.['kubernetes.io/service-name'] === name)
}

/** Lists that are empty are null in what is stored. */
const isOpen = ({endpoints, ports}: EndpointSlice, portName: string): boolean =>
  (endpoints ?? []).some(({conditions}) => conditions?.ready !== false) &&
  (ports ?? []).some(({name, port}) => (name ?? '') === portName && port !== undefined)

export const availableCondition = ({status}: APIService) => status?.conditions?.find(({type}) => type === 'Available')
