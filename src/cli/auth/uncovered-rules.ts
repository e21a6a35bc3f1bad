import type {PolicyRule} from '../generators/policy-rules.ts'
import {compactRules} from './compact-rules.ts'

/** What the second rules allow and the first do not, compacted. */
export function uncoveredRules(owned: readonly PolicyRule[], asked: readonly PolicyRule[]): PolicyRule[] {
  const single = asked.flatMap(rule => compactRules([rule]).flatMap(oneVerbEach))
  return compactRules(single.filter(rule => !owned.some(owner => covers(owner, rule))))
}

const oneVerbEach = (rule: PolicyRule): PolicyRule[] => rule.verbs.map(verb => ({...rule, verbs: [verb]}))

/** Whether one rule allows all of another that has one verb, one resource and one name at most. */
function covers(owner: PolicyRule, rule: PolicyRule): boolean {
  if (!hasAll(owner.verbs, rule.verbs)) return false
  if (rule.nonResourceURLs) return rule.nonResourceURLs.every(url => coversUrl(owner.nonResourceURLs ?? [], url))
  const names = owner.resourceNames ?? []
  const wanted = rule.resourceNames ?? []
  return (
    hasAll(owner.apiGroups ?? [], rule.apiGroups ?? []) &&
    coversResources(owner.resources ?? [], rule.resources ?? []) &&
    (names.length === 0 || (wanted.length > 0 && wanted.every(name => names.includes(name))))
  )
}

const hasAll = (owned: readonly string[], asked: readonly string[]): boolean =>
  owned.includes('*') || asked.every(value => owned.includes(value))

const coversResources = (owned: readonly string[], asked: readonly string[]): boolean =>
  owned.includes('*') ||
  asked.every(
    resource => owned.includes(resource) || (resource.includes('/') && owned.includes(`*/${resource.split('/')[1]}`)),
  )

const coversUrl = (owned: readonly string[], url: string): boolean =>
  owned.some(pattern => pattern === url || (pattern.endsWith('*') && url.startsWith(pattern.slice(0, -1))))
