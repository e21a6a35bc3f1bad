import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import type {Endpoints, Pod, Service} from '../../../api/kinds.ts'
import {objectKey} from '../../../api/object.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, watch} from '../../runtime/controller.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {errorText, isNamespaceTerminating} from '../error-text.ts'
import {
  changesEndpoints,
  headlessLabel,
  isHeadless,
  selectedPods,
  selectsPods,
  servicesOf,
  triggerAfter,
  triggerTime,
} from './service-pods.ts'
import {subsetsOf} from './subsets.ts'

const managedBy = 'endpoints.kubernetes.io/managed-by'
const source = 'endpoint-controller'
const capacity = 1000
const overCapacity = 'endpoints.kubernetes.io/over-capacity'

/** Writes the Endpoints of every service that selects pods. */
export function createEndpointsController(context: ComponentContext): Component {
  const {informers} = context
  const services = informers.informer<Service>(builtin.services)
  const pods = informers.informer<Pod>(builtin.pods)
  const endpoints = informers.informer<Endpoints>(builtin.endpoints)
  for (const informer of [services, pods])
    informer.addIndex('namespace', ({metadata}: {metadata: {namespace?: string}}) => [metadata.namespace ?? ''])
  const objects = createObjectClient(context)

  const reconcile = async (key: string): Promise<undefined> => {
    const service = services.get(key)
    const current = endpoints.get(key)
    if (!service) {
      if (current && current.metadata.labels?.[managedBy] === source) await objects.delete(builtin.endpoints, current)
      return
    }
    if (!selectsPods(service)) return
    const selected = selectedPods(pods, service)
    const wanted = endpointsOf(service, selected, current)
    if (current && isSame(current, wanted)) return
    try {
      if (current) await objects.update(builtin.endpoints, wanted)
      else await objects.create(builtin.endpoints, wanted)
    } catch (error) {
      if (isNamespaceTerminating(error)) return
      const [reason, what] = current
        ? ['FailedToUpdateEndpoint', 'update endpoint']
        : ['FailedToCreateEndpoint', 'create endpoint for service']
      const message = `Failed to ${what} ${key}: ${errorText(error)}`
      context.events.record(wanted, {type: 'Warning', reason: reason!, message, source})
      throw error
    }
  }

  return createController(context, {
    name: source,
    queue: 'endpoint',
    watches: [
      watch(services, service => [objectKey(service)]),
      watch(pods, pod => servicesOf(services, pod), changesEndpoints),
      watch(endpoints, object => [objectKey(object)]),
    ],
    reconcile,
  })
}

function endpointsOf(service: Service, pods: readonly Pod[], current: Endpoints | undefined): Endpoints {
  const {namespace, name} = service.metadata
  const {[triggerTime]: noted, [overCapacity]: _, ...annotations} = current?.metadata.annotations ?? {}
  const trigger = triggerAfter(noted, service, pods)
  const all = subsetsOf(service, pods)
  const subsets = truncate(all)
  return {
    ...current,
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      ...current?.metadata,
      name,
      namespace,
      labels: {...service.metadata.labels, [managedBy]: source, ...(isHeadless(service) && {[headlessLabel]: ''})},
      annotations: {
        ...annotations,
        ...(trigger && {[triggerTime]: trigger}),
        ...(subsets !== all && {[overCapacity]: 'truncated'}),
      },
    },
    subsets: subsets.length > 0 ? subsets : undefined,
  } as Endpoints
}

/** Endpoints hold a thousand addresses; ready ones go first. */
function truncate(subsets: ReturnType<typeof subsetsOf>): ReturnType<typeof subsetsOf> {
  const count = (of: 'addresses' | 'notReadyAddresses') =>
    subsets.reduce((total, subset) => total + (subset[of]?.length ?? 0), 0)
  if (count('addresses') + count('notReadyAddresses') <= capacity) return subsets
  let room = capacity
  const cut = <T>(list: T[] | undefined): T[] | undefined => {
    const kept = list?.slice(0, room)
    room -= kept?.length ?? 0
    return kept
  }
  const ready = subsets.map(subset => cut(subset.addresses))
  return subsets.map((subset, index) => ({
    ...subset,
    addresses: ready[index],
    notReadyAddresses: cut(subset.notReadyAddresses),
  }))
}

const isSame = (current: Endpoints, wanted: Endpoints): boolean =>
  isDeepStrictEqual(current.subsets ?? [], wanted.subsets ?? []) &&
  isDeepStrictEqual({...current.metadata.labels}, {...wanted.metadata.labels})
