import {builtin} from '../../../api/builtin-resources.ts'
import type {IPAddress, Service} from '../../../api/kinds.ts'
import {ignoring, isAlreadyExists, isNotFound} from '../../../api/status-error.ts'
import {ipAddressObject} from '../../resources/networking/ip-address/service-address.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, watch} from '../../runtime/controller.ts'

const managedBy = 'ipaddress.kubernetes.io/managed-by'

/**
 * Keeps services' addresses and their IPAddress objects in step where a crash, or somebody's hand, has parted them: the server itself writes one after the
 * other.
 */
export function createServiceAddressRepair(context: ComponentContext): Component {
  const {client, informers} = context
  const services = informers.informer<Service>(builtin.services)
  const addresses = informers.informer<IPAddress>(builtin.ipAddresses)
  services.addIndex('address', addressesOf)

  const reconcile = async (ip: string): Promise<undefined> => {
    const found = addresses.get(ip)
    if (!found) {
      const [holder] = services.byIndex('address', ip)
      if (holder) await client.create(builtin.ipAddresses, ipAddressObject(ip, holder)).catch(ignoring(isAlreadyExists))
      return
    }
    if (found.metadata.labels?.[managedBy] === 'ipallocator.k8s.io' && !(await isHeld(found)))
      await client.delete({...builtin.ipAddresses, name: ip}).catch(ignoring(isNotFound))
  }

  const isHeld = async ({metadata, spec}: IPAddress): Promise<boolean> => {
    const {namespace, name, resource} = spec?.parentRef ?? {}
    if (resource !== 'services' || !name) return false
    try {
      return addressesOf(await client.get<Service>({...builtin.services, namespace, name})).includes(metadata.name!)
    } catch (error) {
      if (isNotFound(error)) return false
      throw error
    }
  }

  return createController(context, {
    name: 'service-address-repair',
    watches: [watch(services, addressesOf, () => false), watch(addresses, ({metadata}) => [metadata.name!])],
    reconcile,
  })
}

const addressesOf = ({spec}: Service): string[] => (spec?.clusterIPs ?? []).filter(ip => ip !== 'None')
