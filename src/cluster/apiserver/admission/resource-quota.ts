import {builtin} from '../../../api/builtin-resources.ts'
import type {PersistentVolumeClaim, Pod, ResourceQuota} from '../../../api/kinds.ts'
import {groupResourceName, type KubeObject} from '../../../api/object.ts'
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  quantityOf,
  subtractQuantities,
} from '../../../api/quantity.ts'
import {countedCollection} from '../../../api/quota/counted-collection.ts'
import {inScopes, isTerminating, volumeAttributesClasses} from '../../../api/quota/scopes.ts'
import {quotaUsage, type Usage, unspecified} from '../../../api/quota/usage.ts'
import {trackManagedFields} from '../field-manager.ts'
import type {ServerParts} from '../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {checkCovered, type LimitedResource} from './limited-resources.ts'
import {lookUpAll, noneKnown} from './lookup.ts'
import {refuse} from './refuse.ts'

const quotas = builtin.resourceQuotas
/** Kinds of which an update may use more. */
const growing = new Set(['services', 'persistentvolumeclaims', 'resourceclaims.resource.k8s.io'])

interface Charge {
  quota: ResourceQuota
  usage: Usage
}

/** Charges new objects to their namespace's quotas, and refuses what would exceed one of them, or is limited and no quota is about. Comes last: what it has charged must be stored. */
export const resourceQuotaWith = (limited: readonly LimitedResource[] = []): AdmissionPlugin => ({
  name: 'ResourceQuota',
  validate(attributes, server) {
    if (limited.length === 0 && noneKnown(server, quotas)) return undefined
    const {object, namespace, definition} = attributes
    if (!object || !namespace || !definition.storage || !isCharged(attributes)) return undefined
    return charge(attributes, server, limited)
  },
})

async function charge(
  attributes: AdmissionAttributes,
  server: ServerParts,
  limited: readonly LimitedResource[],
): Promise<void> {
  const all = await lookUpAll<ResourceQuota>(server, quotas, attributes.namespace)
  const charges = all.flatMap(quota => chargesOf(quota, attributes))
  if (limited.length > 0) checkCovered(attributes, all, limited)
  for (const {quota, usage} of charges) charged(quota, usage, attributes)
  for (const charge of charges) await store(charge, attributes, server)
}

export const resourceQuota = resourceQuotaWith()

const collectionOf = ({definition: {group, plural}}: AdmissionAttributes): string =>
  groupResourceName({group, resource: plural})

function isCharged(attributes: AdmissionAttributes): boolean {
  const {object, old, operation, subresource} = attributes
  const collection = collectionOf(attributes)
  if (operation === 'CREATE') return subresource === ''
  if (operation !== 'UPDATE' || !object || !old) return false
  if (collection === 'pods')
    return (
      subresource === 'resize' || (subresource === '' && isTerminating(object as Pod) !== isTerminating(old as Pod))
    )
  if (subresource === 'status') return collection === 'persistentvolumeclaims' && changesVolume(object, old)
  return subresource === '' && growing.has(collection)
}

/** Whether a status says that a claim's volume has become larger or of another class. */
function changesVolume(object: PersistentVolumeClaim, old: PersistentVolumeClaim): boolean {
  const [now, before] = [object, old].map(claim =>
    JSON.stringify([
      claim.status?.allocatedResources?.['storage'],
      [...new Set(volumeAttributesClasses(claim))].sort(),
    ]),
  )
  return now !== before
}

/** What a request costs a quota, nothing if the quota is not about it. What a quota limits is what its status says, once the controller has counted. */
function chargesOf(quota: ResourceQuota, attributes: AdmissionAttributes): Charge[] {
  const {object, old, operation} = attributes
  const collection = collectionOf(attributes)
  const {hard = {}, used = {}} = quota.status ?? {}
  const limited = Object.keys(hard).filter(name => countedCollection(name) === collection)
  if (limited.length === 0 || !inScopes(quota, collection, object!)) return []
  const name = quota.metadata.name ?? ''
  const missing = collection === 'pods' ? unspecified(object as Pod, limited) : []
  if (missing.length > 0) throw refuse(attributes, `failed quota: ${name}: must specify ${missing.join('; ')}`)
  if (limited.some(resource => used[resource] === undefined))
    throw refuse(attributes, `status unknown for quota: ${name}, resources: ${limited.sort().join(',')}`)
  const before = operation === 'UPDATE' && inScopes(quota, collection, old!) ? quotaUsage(collection, old!) : undefined
  const usage = [...added(quotaUsage(collection, object!), before)].filter(([resource]) => limited.includes(resource))
  return usage.length > 0 ? [{quota, usage: new Map(usage)}] : []
}

/** What has come to the usage; nothing of what has not grown. */
function added(usage: Usage, before: Usage | undefined): Usage {
  const grown = [...usage].map(([name, quantity]): [string, typeof quantity] => [
    name,
    before ? subtractQuantities(quantity, before.get(name) ?? quantityOf(0)) : quantity,
  ])
  return new Map(grown.filter(([, quantity]) => compareQuantities(quantity, quantityOf(0)) > 0))
}

async function store({quota, usage}: Charge, attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
  const {namespace, dryRun} = attributes
  const resources = server.resourceStore(server.resources.get(quotas)!)
  const draftOf = (current: ResourceQuota): KubeObject => {
    const draft = charged(current, usage, attributes)
    const now = server.clock.now()
    trackManagedFields(draft, {
      definition: resources.definition,
      old: current,
      manager: 'kube-apiserver',
      subresource: 'status',
      now,
    })
    return draft
  }
  await resources.update(namespace, quota.metadata.name ?? '', current => draftOf(current as ResourceQuota), {dryRun})
}

/** The quota with the charge in its status; throws if it does not fit, unless what is told has already come to be. */
function charged(quota: ResourceQuota, requested: Usage, attributes: AdmissionAttributes): KubeObject {
  const name = quota.metadata.name ?? ''
  const {hard = {}, used = {}} = quota.status ?? {}
  const spent: Usage = new Map(
    [...requested].map(([resource, quantity]) => [resource, addQuantities(used[resource] ?? 0, quantity)]),
  )
  const over = [...spent].filter(
    ([resource, quantity]) => hard[resource] !== undefined && compareQuantities(quantity, hard[resource]!) > 0,
  )
  if (over.length > 0 && attributes.subresource !== 'status') {
    const names = over.map(([resource]) => resource).sort()
    const show = (value: (resource: string) => string) => names.map(each => `${each}=${value(each)}`).join(',')
    throw refuse(
      attributes,
      `exceeded quota: ${name}, requested: ${show(each => formatQuantity(requested.get(each)!))}, used: ${show(each => used[each] ?? '0')}, limited: ${show(each => hard[each]!)}`,
    )
  }
  const now = Object.fromEntries([...spent].map(([resource, quantity]) => [resource, formatQuantity(quantity)]))
  return {...quota, metadata: {...quota.metadata}, status: {...quota.status, used: {...used, ...now}}}
}
