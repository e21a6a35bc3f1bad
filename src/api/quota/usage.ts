import type {Container, PersistentVolumeClaim, Pod, ResourceClaim, Service} from '../kinds.ts'
import type {KubeObject} from '../object.ts'
import {podLimits, podRequests} from '../pod-requests.ts'
import {addQuantities, maxQuantity, type Quantity, quantityOf, toQuantity} from '../quantity.ts'

/** How much of each quota resource something uses. */
export type Usage = Map<string, Quantity>

const one = quantityOf(1)

/** Core kinds that quotas count under their bare names. */
const plainCounts = new Set([
  'configmaps',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
])

/** What an object uses, by the names that quotas limit it under; its collection is named as in `deployments.apps`. */
export function quotaUsage(collection: string, object: KubeObject): Usage {
  const usage: Usage = new Map([[`count/${collection}`, one]])
  if (plainCounts.has(collection)) usage.set(collection, one)
  if (collection === 'pods') podUsage(object as Pod, usage)
  if (collection === 'services') serviceUsage(object as Service, usage)
  if (collection === 'persistentvolumeclaims') claimUsage(object as PersistentVolumeClaim, usage)
  if (collection === 'resourceclaims.resource.k8s.io') deviceUsage(object as ResourceClaim, usage)
  return usage
}

/** What a quota on compute demands of every container and a pod leaves out: `limits.cpu for: a,b`. */
export function unspecified(pod: Pod, limited: readonly string[]): string[] {
  if (saysForAll(pod)) return []
  const containers: Container[] = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])]
  return [...limited].sort().flatMap(name => {
    const {kind, resource} = computeResource(name)
    if (!kind || !resource) return []
    const lacking = containers.filter(({resources}) => resources?.[kind]?.[resource] === undefined)
    return lacking.length > 0
      ? [`${name} for: ${[...new Set(lacking.map(container => container.name))].join(',')}`]
      : []
  })
}

/** Whether the pod itself says what its containers have together. */
function saysForAll({spec}: Pod): boolean {
  const {requests = {}, limits = {}} = spec?.resources ?? {}
  return [...Object.keys(requests), ...Object.keys(limits)].some(
    name => name === 'cpu' || name === 'memory' || name.startsWith('hugepages-'),
  )
}

function computeResource(name: string): {kind?: 'requests' | 'limits'; resource?: string} {
  if (name === 'cpu' || name === 'memory') return {kind: 'requests', resource: name}
  const match = /^(requests|limits)\.(cpu|memory)$/.exec(name)
  return match ? {kind: match[1] as 'requests' | 'limits', resource: match[2]} : {}
}

/** Pods that are over use nothing but their place among the objects. */
function podUsage(pod: Pod, usage: Usage): void {
  const {spec, status} = pod
  if (!spec || status?.phase === 'Failed' || status?.phase === 'Succeeded') return
  usage.set('pods', one)
  for (const [name, quantity] of podRequests(spec)) {
    usage.set(`requests.${name}`, quantity)
    if (['cpu', 'memory', 'ephemeral-storage'].includes(name)) usage.set(name, quantity)
    if (name.startsWith('hugepages-')) usage.set(name, quantity)
  }
  for (const [name, quantity] of podLimits(spec)) usage.set(`limits.${name}`, quantity)
}

function serviceUsage({spec}: Service, usage: Usage): void {
  const ports = spec?.ports ?? []
  const balancer = spec?.type === 'LoadBalancer'
  const allocated = balancer && spec?.allocateLoadBalancerNodePorts === false
  const used = allocated ? ports.filter(port => port.nodePort).length : ports.length
  const open = balancer || spec?.type === 'NodePort'
  usage.set('services.nodeports', quantityOf(open ? used : 0))
  usage.set('services.loadbalancers', quantityOf(balancer ? 1 : 0))
}

/** While a volume grows, the larger of what is asked for and what has been allotted. */
function claimUsage({spec, metadata, status}: PersistentVolumeClaim, usage: Usage): void {
  const requested = spec?.resources?.requests?.['storage']
  const storage = requested && maxQuantity(requested, status?.allocatedResources?.['storage'] ?? requested)
  const storageClass = metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec?.storageClassName ?? ''
  if (storage) usage.set('requests.storage', toQuantity(storage))
  if (!storageClass) return
  usage.set(`${storageClass}.storageclass.storage.k8s.io/persistentvolumeclaims`, one)
  if (storage) usage.set(`${storageClass}.storageclass.storage.k8s.io/requests.storage`, toQuantity(storage))
}

/** The most that one claim can be given. */
const mostDevices = 32

/** Devices by class: of alternatives, the most that any asks of a class. */
function deviceUsage({spec}: ResourceClaim, usage: Usage): void {
  for (const {exactly, firstAvailable} of spec?.devices?.requests ?? []) {
    const worst: Usage = new Map()
    for (const {deviceClassName, allocationMode, count} of firstAvailable ?? (exactly ? [exactly] : [])) {
      const devices = allocationMode === 'ExactCount' ? (count ?? 0) : allocationMode === 'All' ? mostDevices : 0
      const name = `${deviceClassName}.deviceclass.resource.k8s.io/devices`
      worst.set(name, maxQuantity(worst.get(name) ?? 0, quantityOf(devices)))
    }
    for (const [name, devices] of worst) usage.set(name, addQuantities(usage.get(name) ?? 0, devices))
  }
}
