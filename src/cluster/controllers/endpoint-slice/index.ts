import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import type {EndpointSlice, Node, Pod, Service} from '../../../api/kinds.ts'
import {objectKey} from '../../../api/object.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, watch} from '../../runtime/controller.ts'
import {controllerRef} from '../../runtime/controller-ref.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {
  changesEndpoints,
  headlessLabel,
  isHeadless,
  selectedPods,
  selectsPods,
  servicesOf,
  triggerAfter,
  triggerTime,
} from '../endpoints/service-pods.ts'
import {errorText, isNamespaceTerminating} from '../error-text.ts'
import {desiredGroups} from './desired-endpoints.ts'
import {isTopologyAware, withHints} from './hints/index.ts'
import {changesZones, isOverloaded, zoneShares} from './hints/zone-shares.ts'
import {changes, type PlannedSlice, planSlices} from './plan-slices.ts'

export const serviceNameLabel = 'kubernetes.io/service-name'
export const managedByLabel = 'endpointslice.kubernetes.io/managed-by'
const manager = 'endpointslice-controller.k8s.io'
const source = 'endpoint-slice-controller'
const capacity = 100

/** Writes the EndpointSlices of every service that selects pods. */
export function createEndpointSliceController(context: ComponentContext): Component {
  const {informers} = context
  const services = informers.informer<Service>(builtin.services)
  const pods = informers.informer<Pod>(builtin.pods)
  const nodes = informers.informer<Node>(builtin.nodes)
  const slices = informers.informer<EndpointSlice>(builtin.endpointSlices)
  const inNamespace = ({metadata}: {metadata: {namespace?: string}}): string[] => [metadata.namespace ?? '']
  services.addIndex('namespace', inNamespace)
  services.addIndex('topology-aware', service => (isTopologyAware(service) ? ['yes'] : []))
  pods.addIndex('namespace', inNamespace)
  slices.addIndex('own-service', slice => (isOurs(slice) ? [serviceKeyOf(slice)] : []))
  const objects = createObjectClient(context)

  const reconcile = async (key: string): Promise<undefined> => {
    const service = services.get(key)
    const existing = [...slices.byIndex('own-service', key)].filter(slice => !slice.metadata.deletionTimestamp)
    if (!service || !selectsPods(service)) return
    const families = service.spec?.ipFamilies ?? ['IPv4']
    try {
      for (const family of families) await write(service, existing, family)
    } catch (error) {
      if (isNamespaceTerminating(error)) return
      const message = `Error updating Endpoint Slices for Service ${key}: ${errorText(error)}`
      context.events.record(service, {type: 'Warning', reason: 'FailedToUpdateEndpointSlices', message, source})
      throw error
    }
    for (const slice of existing)
      if (!families.includes(slice.addressType)) await objects.delete(builtin.endpointSlices, slice)
  }

  const write = async (service: Service, existing: EndpointSlice[], family: string): Promise<void> => {
    const selected = selectedPods(pods, service)
    const ofFamily = existing.filter(slice => slice.addressType === family)
    const {keep, remove} = planSlices(ofFamily, desiredGroups(service, selected, nodes, family), capacity)
    const shares = isTopologyAware(service) ? zoneShares(nodes.list()) : undefined
    const hinted = withHints(service, keep, {shares, before: ofFamily, addressType: family})
    for (const plan of hinted.slices) {
      if (!changes(plan) && hasLabelsOf(service, plan.slice!)) continue
      const wanted = sliceOf(service, selected, plan, family)
      if (plan.slice) await objects.update(builtin.endpointSlices, wanted)
      else await objects.create(builtin.endpointSlices, wanted)
    }
    for (const slice of remove) await objects.delete(builtin.endpointSlices, slice)
    for (const event of hinted.events) context.events.record(service, {...event, source})
  }

  /** Services of which zones have too few endpoints, now that nodes have changed. */
  const overloaded = (): string[] => {
    const hinted = [...services.byIndex('topology-aware', 'yes')].map(service => ({
      key: objectKey(service),
      zones: endpointsPerZone(slices.byIndex('own-service', objectKey(service))),
    }))
    if (hinted.every(({zones}) => zones.size === 0)) return []
    const shares = zoneShares(nodes.list())
    return hinted.filter(({zones}) => isOverloaded(zones, shares)).map(({key}) => key)
  }

  return createController(context, {
    name: source,
    queue: 'endpoint_slice',
    watches: [
      watch(services, service => [objectKey(service)]),
      watch(pods, pod => servicesOf(services, pod), changesEndpoints),
      watch(nodes, overloaded, changesZones),
      watch(slices, slice => (isOurs(slice) ? [serviceKeyOf(slice)] : [])),
    ],
    reconcile,
  })
}

function endpointsPerZone(slices: Iterable<EndpointSlice>): Map<string, number> {
  const zones = new Map<string, number>()
  for (const {endpoints} of slices)
    for (const {hints} of endpoints ?? [])
      for (const {name} of hints?.forZones ?? []) zones.set(name, (zones.get(name) ?? 0) + 1)
  return zones
}

const isOurs = ({metadata}: EndpointSlice): boolean => metadata.labels?.[managedByLabel] === manager
const serviceKeyOf = ({metadata}: EndpointSlice): string =>
  `${metadata.namespace}/${metadata.labels?.[serviceNameLabel] ?? ''}`

function labelsOf(service: Service): Record<string, string> {
  return {
    ...service.metadata.labels,
    ...(isHeadless(service) && {[headlessLabel]: ''}),
    [serviceNameLabel]: service.metadata.name!,
    [managedByLabel]: manager,
  }
}

const hasLabelsOf = (service: Service, slice: EndpointSlice): boolean =>
  isDeepStrictEqual({...slice.metadata.labels}, labelsOf(service))

function sliceOf(service: Service, pods: readonly Pod[], plan: PlannedSlice, family: string): EndpointSlice {
  const {slice, ports, endpoints} = plan
  const {[triggerTime]: noted, ...annotations} = slice?.metadata.annotations ?? {}
  const trigger = triggerAfter(noted, service, pods)
  const {name, namespace} = service.metadata
  return {
    ...slice,
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      ...(slice ? slice.metadata : {generateName: `${name}-`, namespace, ownerReferences: [controllerRef(service)]}),
      labels: labelsOf(service),
      annotations: {...annotations, ...(trigger && {[triggerTime]: trigger})},
    },
    addressType: family,
    endpoints,
    ports,
  } as EndpointSlice
}
