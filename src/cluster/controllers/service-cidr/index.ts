import {builtin} from '../../../api/builtin-resources.ts'
import type {IPAddress, ServiceCIDR} from '../../../api/kinds.ts'
import {isNotFound} from '../../../api/status-error.ts'
import {timestamp} from '../../runtime/clock.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {containsAddress, containsPrefix, overlaps, parsePrefix} from './prefix.ts'

const fieldManager = 'service-cidr-controller'
const finalizer = 'networking.k8s.io/service-cidr-finalizer'
const managedBy = 'ipaddress.kubernetes.io/managed-by'
/** How long the last addresses may still be given out from a network that is going, in milliseconds. */
const deletionGrace = 10_000

/** Says of each ServiceCIDR that it is ready, and lets it go only once no address would be left without a network. */
export function createServiceCidrController(context: ComponentContext): Component {
  const {client, clock, informers} = context
  const networks = informers.informer<ServiceCIDR>(builtin.serviceCidrs)
  const addresses = informers.informer<IPAddress>(builtin.ipAddresses)

  const reconcile = async (name: string): Promise<ReconcileResult | undefined> => {
    const network = networks.get(name)
    if (!network) return undefined
    const {deletionTimestamp, finalizers = []} = network.metadata
    if (deletionTimestamp) return release(network)
    if (!finalizers.includes(finalizer)) await patchFinalizers(name, {finalizers: [finalizer]})
    await setReady(network, {status: 'True', reason: '', message: 'Kubernetes Service CIDR is ready'})
    return undefined
  }

  const release = async (network: ServiceCIDR): Promise<ReconcileResult | undefined> => {
    const {name = '', deletionTimestamp, finalizers = []} = network.metadata
    if (!isFree(network)) {
      const message =
        'There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new ServiceCIDR'
      await setReady(network, {status: 'False', reason: 'Terminating', message})
      return undefined
    }
    const left = Date.parse(String(deletionTimestamp)) + deletionGrace - clock.now()
    if (left > 0) return {requeueAfter: left}
    if (finalizers.includes(finalizer))
      await patchFinalizers(name, {'$deleteFromPrimitiveList/finalizers': [finalizer]})
    return undefined
  }

  /** Whether every address of the network would still be in another one. */
  const isFree = ({metadata, spec}: ServiceCIDR): boolean => {
    const prefixes = (spec?.cidrs ?? []).map(parsePrefix)
    const others = [...networks.list()]
      .filter(other => other.metadata.name !== metadata.name)
      .flatMap(other => (other.spec?.cidrs ?? []).map(parsePrefix))
    if (prefixes.every(prefix => others.some(other => containsPrefix(other, prefix)))) return true
    return ![...addresses.list()].some(
      ({metadata: {name = '', labels}}) =>
        labels?.[managedBy] === 'ipallocator.k8s.io' &&
        prefixes.some(prefix => containsAddress(prefix, name)) &&
        !others.some(other => containsAddress(other, name)),
    )
  }

  const patchFinalizers = (name: string, metadata: object) =>
    client.patch({...builtin.serviceCidrs, name}, 'strategic', {metadata}).catch((error: unknown) => {
      if (!isNotFound(error)) throw error
    })

  const setReady = async (network: ServiceCIDR, wanted: {status: string; reason: string; message: string}) => {
    const {apiVersion, kind, metadata, status} = network
    const current = status?.conditions?.find(({type}) => type === 'Ready')
    const {name} = metadata
    if (current?.status === wanted.status && current.reason === wanted.reason && current.message === wanted.message)
      return
    const condition = {type: 'Ready', ...wanted, lastTransitionTime: timestamp(clock.now())}
    await client.patch(
      {...builtin.serviceCidrs, name, subresource: 'status'},
      'apply',
      {apiVersion, kind, metadata: {name}, status: {conditions: [condition]}},
      {fieldManager, force: true},
    )
  }

  const containing = ({metadata: {name = ''}}: IPAddress): string[] =>
    [...networks.list()]
      .filter(({spec}) => spec?.cidrs?.some(cidr => containsAddress(parsePrefix(cidr), name)))
      .map(({metadata}) => metadata.name!)

  const touching = (network: ServiceCIDR): string[] => [
    network.metadata.name!,
    ...[...networks.list()]
      .filter(({spec}) => spec?.cidrs?.some(cidr => meets(network, cidr)))
      .map(({metadata}) => metadata.name!),
  ]

  return createController(context, {
    name: fieldManager,
    queue: 'servicecidrs',
    watches: [watch(networks, touching), watch(addresses, containing, () => false)],
    reconcile,
  })
}

const meets = ({spec}: ServiceCIDR, cidr: string): boolean =>
  spec?.cidrs?.some(own => overlaps(parsePrefix(own), parsePrefix(cidr))) ?? false
