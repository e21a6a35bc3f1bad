import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import type {ResourceQuota} from '../../../api/kinds.ts'
import {type KubeObject, objectKey} from '../../../api/object.ts'
import {addQuantities, formatQuantity, type Quantity, zeroQuantity} from '../../../api/quantity.ts'
import {countedCollection} from '../../../api/quota/counted-collection.ts'
import {inScopes} from '../../../api/quota/scopes.ts'
import {quotaUsage} from '../../../api/quota/usage.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type Watch, watch} from '../../runtime/controller.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {CountedCollections} from './counted-collections.ts'

const discovery = 'discovery'

/** Keeps the status of ResourceQuotas: what there may be, and what there is. */
export function createResourceQuotaController(context: ComponentContext): Component {
  const {informers} = context
  const quotas = informers.informer<ResourceQuota>(builtin.resourceQuotas)
  const collections = new CountedCollections(context)
  const objects = createObjectClient(context)

  const reconcile = async (key: string): Promise<undefined> => {
    const quota = quotas.get(key)
    if (!quota) return
    const hard = quota.spec?.hard ?? {}
    const counted = await usageOf(quota, Object.keys(hard))
    const used: Record<string, string> = {}
    for (const name of Object.keys(hard).sort()) {
      const usage = counted.get(name)
      const known = usage ? formatQuantity(usage) : quota.status?.used?.[name]
      if (known !== undefined) used[name] = known
    }
    const status = {...(Object.keys(hard).length > 0 && {hard, used})}
    if (!isDeepStrictEqual({...quota.status}, status))
      await objects.updateStatus<ResourceQuota>(builtin.resourceQuotas, {...quota, status})
  }

  /** Without what this cluster cannot measure. */
  const usageOf = async (quota: ResourceQuota, names: string[]): Promise<Map<string, Quantity>> => {
    const totals = new Map<string, Quantity>()
    for (const [collection, limited] of byCollection(names)) {
      const inNamespace = await collections.objectsIn(quota.metadata.namespace ?? '', collection)
      if (!inNamespace) continue
      for (const name of limited) totals.set(name, zeroQuantity)
      for (const object of inNamespace) {
        if (!inScopes(quota, collection, object)) continue
        const usage = quotaUsage(collection, object)
        for (const name of limited) totals.set(name, addQuantities(totals.get(name)!, usage.get(name) ?? zeroQuantity))
      }
    }
    return totals
  }

  const everythingCounted: Watch = {
    informer: collections,
    attach(add) {
      const recount = ({metadata}: KubeObject): void => {
        for (const key of quotasIn(metadata.namespace ?? '')) add(key)
      }
      return collections.attach({
        added: recount,
        updated(object, old) {
          if (matters(object, old)) recount(object)
        },
        deleted: recount,
      })
    },
  }

  quotas.addIndex('namespace', ({metadata}) => [metadata.namespace ?? ''])
  const quotasIn = (namespace: string): string[] => [...quotas.byIndex('namespace', namespace)].map(objectKey)

  return createController(context, {
    name: 'resourcequota-controller',
    queue: 'resourcequota_primary',
    watches: [
      watch(quotas, quota => [objectKey(quota)]),
      everythingCounted,
      watch(informers.informer(builtin.customResourceDefinitions), () => [discovery]),
      watch(informers.informer(builtin.apiServices), () => [discovery]),
    ],
    async reconcile(key, queue) {
      if (key !== discovery) return reconcile(key)
      const changed = new Set((await collections.refresh()).map(name => `count/${name}`))
      if (changed.size === 0) return undefined
      for (const quota of quotas.list())
        if (Object.keys(quota.spec?.hard ?? {}).some(name => changed.has(name))) queue.add(objectKey(quota))
      return undefined
    },
  })
}

function byCollection(names: string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const name of names) {
    const collection = countedCollection(name)
    if (collection) groups.set(collection, [...(groups.get(collection) ?? []), name])
  }
  return groups
}

/** Usage follows the spec, and of the status whether a pod has ended and what a claim's volume has become. */
const matters = (object: KubeObject, old: KubeObject): boolean =>
  object['spec'] !== old['spec'] || !isDeepStrictEqual(statusThatCounts(object), statusThatCounts(old))

function statusThatCounts({status}: KubeObject): unknown[] {
  const {phase, allocatedResources, currentVolumeAttributesClassName, modifyVolumeStatus} = (status ?? {}) as Record<
    string,
    unknown
  >
  return [phase, allocatedResources, currentVolumeAttributesClassName, modifyVolumeStatus]
}
