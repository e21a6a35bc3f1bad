import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import type {PersistentVolumeClaim, Pod, ResourceQuota, Service} from '../../../api/kinds.ts'
import {type GroupVersionResource, groupResourceName, type KubeObject, objectKey} from '../../../api/object.ts'
import {addQuantities, formatQuantity, type Quantity, quantityOf, zeroQuantity} from '../../../api/quantity.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, watch} from '../../runtime/controller.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {countsFor, isPodResource, podUsage} from './pod-usage.ts'

/** The collections whose objects a quota can count. */
const counted: GroupVersionResource[] = [
  builtin.pods,
  builtin.services,
  builtin.configMaps,
  builtin.secrets,
  builtin.persistentVolumeClaims,
  builtin.replicationControllers,
  builtin.resourceQuotas,
  builtin.deployments,
  builtin.replicaSets,
  builtin.statefulSets,
  builtin.daemonSets,
  builtin.jobs,
  builtin.cronJobs,
  builtin.ingresses,
  builtin.serviceAccounts,
]

/** Keeps the status of ResourceQuotas: what there may be, and what there is. */
export function createResourceQuotaController(context: ComponentContext): Component {
  const {informers} = context
  const inNamespace = ({metadata}: KubeObject): string[] => [metadata.namespace ?? '']
  const quotas = informers.informer<ResourceQuota>(builtin.resourceQuotas)
  const collections = new Map(
    counted.map(resource => [groupResourceName(resource), informers.informer<KubeObject>(resource)]),
  )
  for (const informer of collections.values()) informer.addIndex('namespace', inNamespace)
  const objects = createObjectClient(context)

  const reconcile = async (key: string): Promise<undefined> => {
    const quota = quotas.get(key)
    if (!quota) return
    const hard = quota.spec?.hard ?? {}
    const used: Record<string, string> = {}
    for (const name of Object.keys(hard).sort()) {
      const usage = usageOf(quota, name)
      const known = usage ?? quota.status?.used?.[name]
      if (known !== undefined) used[name] = typeof known === 'string' ? known : formatQuantity(known)
    }
    const status = {...(Object.keys(hard).length > 0 && {hard, used})}
    if (!isDeepStrictEqual({...quota.status}, status))
      await objects.updateStatus<ResourceQuota>(builtin.resourceQuotas, {...quota, status})
  }

  const inQuota = <T extends KubeObject>(quota: ResourceQuota, resource: string): T[] => [
    ...((collections.get(resource)?.byIndex('namespace', quota.metadata.namespace ?? '') ?? []) as Iterable<T>),
  ]

  /** Undefined for what this cluster cannot measure. */
  const usageOf = (quota: ResourceQuota, name: string): Quantity | undefined => {
    if (name.startsWith('count/')) return countOf(quota, name.slice('count/'.length))
    if (name.includes('storage') && !name.includes('ephemeral')) return storageOf(quota, name)
    if (isPodResource(name)) {
      const pods = inQuota<Pod>(quota, 'pods').filter(pod => countsFor(quota, pod))
      return pods.map(pod => podUsage(pod, name)).reduce(addQuantities, zeroQuantity)
    }
    if (name === 'services.nodeports') return quantityOf(nodePorts(inQuota<Service>(quota, 'services')))
    if (name === 'services.loadbalancers') {
      const balanced = inQuota<Service>(quota, 'services').filter(({spec}) => spec?.type === 'LoadBalancer')
      return quantityOf(balanced.length)
    }
    return countOf(quota, name)
  }

  const countOf = (quota: ResourceQuota, resource: string): Quantity | undefined =>
    collections.has(resource) ? quantityOf(inQuota(quota, resource).length) : undefined

  const storageOf = (quota: ResourceQuota, name: string): Quantity => {
    const [className, resource] = name.includes('.storageclass.storage.k8s.io/')
      ? name.split('.storageclass.storage.k8s.io/')
      : [undefined, name]
    const claims = inQuota<PersistentVolumeClaim>(quota, 'persistentvolumeclaims').filter(
      ({spec}) => className === undefined || spec?.storageClassName === className,
    )
    if (resource !== 'requests.storage') return quantityOf(claims.length)
    return claims
      .map(({spec}) => spec?.resources?.requests?.['storage'] ?? '0')
      .reduce<Quantity>(addQuantities, zeroQuantity)
  }

  const quotasNear = ({metadata}: KubeObject): string[] =>
    [...(collections.get('resourcequotas')?.byIndex('namespace', metadata.namespace ?? '') ?? [])].map(objectKey)

  const matters = (object: KubeObject, old: KubeObject): boolean =>
    object['spec'] !== old['spec'] || phaseOf(object) !== phaseOf(old)

  return createController(context, {
    name: 'resourcequota-controller',
    queue: 'resourcequota_primary',
    watches: [
      watch(quotas, quota => [objectKey(quota)]),
      ...[...collections.values()].map(informer => watch(informer, quotasNear, matters)),
    ],
    reconcile,
  })
}

const phaseOf = (object: KubeObject): unknown => (object['status'] as {phase?: string} | undefined)?.phase

const nodePorts = (services: readonly Service[]): number =>
  services
    .filter(
      ({spec}) =>
        spec?.type === 'NodePort' || (spec?.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false),
    )
    .reduce((total, {spec}) => total + (spec?.ports?.length ?? 0), 0)
