import type {Pod, ResourceQuota} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  quantityOf,
  subtractQuantities,
} from '../../../api/quantity.ts'
import {trackManagedFields} from '../field-manager.ts'
import type {ServerParts} from '../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {lookUpAll} from './lookup.ts'
import {quotaCovers} from './quota-scopes.ts'
import {quotaUsage, type Usage, unspecified} from './quota-usage.ts'
import {refuse} from './refuse.ts'

const quotas = {group: '', version: 'v1', resource: 'resourcequotas'}
/** Kinds of which an update may use more. */
const growing = new Set(['services', 'persistentvolumeclaims', 'pods'])

/** Charges new objects to their namespace's quotas, and refuses what would exceed them. Comes last: what it has charged must be stored. */
export const resourceQuota: AdmissionPlugin = {
  name: 'ResourceQuota',
  async validate(attributes, server) {
    const {object, namespace, definition, operation, subresource} = attributes
    if (!object || !namespace || !definition.storage || !isCharged(attributes)) return
    if (subresource !== '' && subresource !== 'resize') return
    const all = await lookUpAll<ResourceQuota>(server, quotas, namespace)
    if (all.length === 0) return
    const before = operation === 'UPDATE' && attributes.old ? quotaUsage(definition, attributes.old) : undefined
    const charge = added(quotaUsage(definition, object), before)
    if (charge.size === 0) return
    for (const quota of all)
      if (quotaCovers(quota, definition.plural, object)) await chargeTo(quota, charge, attributes, server)
  },
}

const isCharged = ({operation, definition}: AdmissionAttributes): boolean =>
  operation === 'CREATE' || (operation === 'UPDATE' && definition.group === '' && growing.has(definition.plural))

/** What has come to the usage; nothing of what has not grown. */
function added(usage: Usage, before: Usage | undefined): Usage {
  if (!before) return usage
  const grown = [...usage].map(([name, quantity]): [string, typeof quantity] => [
    name,
    subtractQuantities(quantity, before.get(name) ?? quantityOf(0)),
  ])
  return new Map(grown.filter(([, quantity]) => compareQuantities(quantity, quantityOf(0)) > 0))
}

async function chargeTo(
  quota: ResourceQuota,
  charge: Usage,
  attributes: AdmissionAttributes,
  server: ServerParts,
): Promise<void> {
  const {object, definition, namespace, dryRun} = attributes
  const name = quota.metadata.name ?? ''
  const limited = Object.keys(quota.spec?.hard ?? {})
  if (definition.group === '' && definition.plural === 'pods') {
    const missing = unspecified(object as Pod, limited)
    if (missing.length > 0) throw refuse(attributes, `failed quota: ${name}: must specify ${missing.join('; ')}`)
  }
  const relevant = limited.filter(resource => charge.has(resource))
  if (relevant.length === 0) return
  const store = server.resourceStore(server.resources.get(quotas)!)
  const draftOf = (current: ResourceQuota): KubeObject => {
    const draft = charged(current, relevant, charge, attributes)
    const now = server.clock.now()
    trackManagedFields(draft, {
      definition: store.definition,
      old: current,
      manager: 'kube-apiserver',
      subresource: 'status',
      now,
    })
    return draft
  }
  await store.update(namespace, name, current => draftOf(current as ResourceQuota), {dryRun})
}

/** The quota with the charge in its status; throws if it does not fit. */
function charged(quota: ResourceQuota, relevant: string[], charge: Usage, attributes: AdmissionAttributes): KubeObject {
  const name = quota.metadata.name ?? ''
  const {hard = {}, used = {}} = quota.status ?? {}
  const unknown = relevant.filter(resource => hard[resource] === undefined || used[resource] === undefined)
  if (unknown.length > 0)
    throw refuse(attributes, `status unknown for quota: ${name}, resources: ${[...unknown].sort().join(',')}`)
  const requested: Usage = new Map(relevant.map(resource => [resource, charge.get(resource)!]))
  const spent: Usage = new Map(
    [...requested].map(([resource, quantity]) => [resource, addQuantities(used[resource]!, quantity)]),
  )
  const over = [...spent].filter(([resource, quantity]) => compareQuantities(quantity, hard[resource]!) > 0)
  if (over.length > 0) {
    const names = over.map(([resource]) => resource).sort()
    const show = (value: (resource: string) => string) => names.map(each => `${each}=${value(each)}`).join(',')
    throw refuse(
      attributes,
      `exceeded quota: ${name}, requested: ${show(each => formatQuantity(requested.get(each)!))}, used: ${show(each => used[each]!)}, limited: ${show(each => hard[each]!)}`,
    )
  }
  const now = Object.fromEntries([...spent].map(([resource, quantity]) => [resource, formatQuantity(quantity)]))
  return {...quota, metadata: {...quota.metadata}, status: {...quota.status, used: {...used, ...now}}}
}
