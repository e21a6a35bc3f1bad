import type {ServiceCIDR} from '../../../api/kinds.ts'
import {ignoring, isAlreadyExists, isNotFound} from '../../../api/status-error.ts'
import {ipAddressObject} from '../../resources/networking/ip-address/service-address.ts'
import {createObject} from '../registry/create-object.ts'
import {ownScope} from '../registry/own-scope.ts'
import type {ServerParts} from '../server-parts.ts'
import type {AddressObjects} from './service-allocator.ts'

const networking = {group: 'networking.k8s.io', version: 'v1'}

/** The IPAddress objects of service addresses, which the server writes in its own name; absent where the kind is not served. */
export function addressObjects(server: () => ServerParts): AddressObjects {
  const kind = () => server().resources.get({...networking, resource: 'ipaddresses'})
  return {
    async exists(ip) {
      const definition = kind()
      return definition !== undefined && (await server().resourceStore(definition).get('', ip)) !== undefined
    },
    async create(ip, service) {
      const definition = kind()
      if (definition)
        await createObject(ownScope(server(), definition), ipAddressObject(ip, service)).catch(
          ignoring(isAlreadyExists),
        )
    },
    async remove(ip) {
      const definition = kind()
      if (definition) await server().resourceStore(definition).delete('', ip).catch(ignoring(isNotFound))
    },
  }
}

/** The IPv4 networks of the ServiceCIDRs that may be used. */
export async function readyNetworks(server: ServerParts): Promise<string[]> {
  const definition = server.resources.get({...networking, resource: 'servicecidrs'})
  if (!definition) return []
  const all = (await server.resourceStore(definition).listCached()) as readonly ServiceCIDR[]
  return all
    .filter(({metadata, status}) => {
      const ready = status?.conditions?.find(({type}) => type === 'Ready')
      return !metadata.deletionTimestamp && (!ready || ready.status === 'True')
    })
    .flatMap(({spec}) => spec?.cidrs ?? [])
    .filter(cidr => !cidr.includes(':'))
}
