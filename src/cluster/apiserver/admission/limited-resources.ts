import type {ResourceQuota} from '../../../api/kinds.ts'
import {groupResourceName} from '../../../api/object.ts'
import {compareQuantities, quantityOf, subtractQuantities} from '../../../api/quantity.ts'
import {inScopes, matchingScopes, type ScopeRequirement} from '../../../api/quota/scopes.ts'
import {quotaUsage} from '../../../api/quota/usage.ts'
import {StatusError} from '../../../api/status-error.ts'
import type {AdmissionAttributes} from './admission.ts'
import {refuse} from './refuse.ts'

/** What may only be used where a quota is about it, as a ResourceQuotaConfiguration says. */
export interface LimitedResource {
  apiGroup?: string
  resource: string
  /** Parts of the names of what is limited. */
  matchContains?: string[]
  matchScopes?: ScopeRequirement[]
}

/** Refuses what is limited and no quota of the namespace is about. */
export function checkCovered(
  attributes: AdmissionAttributes,
  quotas: readonly ResourceQuota[],
  limited: readonly LimitedResource[],
): void {
  const {object, old, operation, definition} = attributes
  const collection = groupResourceName({group: definition.group, resource: definition.plural})
  const usage = quotaUsage(collection, object!)
  const before = operation === 'UPDATE' && old ? quotaUsage(collection, old) : new Map()
  const zero = quantityOf(0)
  const grows = [...usage].some(
    ([name, value]) => compareQuantities(subtractQuantities(value, before.get(name) ?? zero), zero) > 0,
  )
  if (!grows) return
  const consumed = [...usage]
    .filter(([name, value]) => compareQuantities(value, zero) > 0 && isCounted(name))
    .map(([name]) => name)
  const own = limited.filter(one => (one.apiGroup ?? '') === definition.group && one.resource === definition.plural)
  const restricted = new Set(
    quotas.filter(quota => inScopes(quota, collection, object!)).flatMap(({status}) => Object.keys(status?.hard ?? {})),
  )
  const names = consumed.filter(name =>
    own.some(({matchContains = []}) => matchContains.some(part => name.includes(part))),
  )
  const uncovered = names.filter(name => !restricted.has(name)).sort()
  if (uncovered.length > 0) throw refuse(attributes, `insufficient quota to consume: ${uncovered.join(',')}`)
  const covered = new Set(quotas.flatMap(({spec}) => scopeNamesOf(spec, collection, attributes)))
  const scopes = limited
    .flatMap(({matchScopes = []}) => matchingScopes(matchScopes, collection, object!))
    .filter(({scopeName}) => !covered.has(scopeName))
  if (scopes.length > 0)
    throw new StatusError({
      message: `insufficient quota to match these scopes: [${scopes.map(goText).join(' ')}]`,
      code: 500,
    })
}

/** Of what only some nodes have, requests count alone: they are the limits. */
const isCounted = (name: string): boolean =>
  !name.startsWith('limits.') || /^limits\.(cpu|memory|ephemeral-storage)$/.test(name)

function scopeNamesOf(spec: ResourceQuota['spec'], collection: string, {object}: AdmissionAttributes): string[] {
  const plain = (spec?.scopes ?? []).map((scopeName): ScopeRequirement => ({scopeName, operator: 'Exists'}))
  const requirements = [...plain, ...((spec?.scopeSelector?.matchExpressions ?? []) as ScopeRequirement[])]
  return matchingScopes(requirements, collection, object!).map(({scopeName}) => scopeName)
}

const goText = ({scopeName, operator, values = []}: ScopeRequirement): string =>
  `{${scopeName} ${operator} [${values.join(' ')}]}`
