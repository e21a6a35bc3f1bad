import type {PolicyRule} from '../../../../api/kinds.ts'
import type {Attributes} from '../interfaces.ts'

/** Whether one rule allows what is asked. */
export const ruleAllows = (rule: PolicyRule, attributes: Attributes): boolean =>
  ruleCovers(rule, attributes) &&
  (!attributes.resourceRequest || !rule.resourceNames?.length || rule.resourceNames.includes(attributes.name))

/** Whether it would, if its resource names were no restriction. */
export function ruleCovers(rule: PolicyRule, attributes: Attributes): boolean {
  if (!holds(rule.verbs, attributes.verb)) return false
  if (!attributes.resourceRequest) return (rule.nonResourceURLs ?? []).some(url => pathMatches(url, attributes.path))
  return (
    holds(rule.apiGroups, attributes.group) &&
    resourceMatches(rule.resources ?? [], attributes.resource, attributes.subresource)
  )
}

const holds = (words: readonly string[] = [], word: string): boolean => words.includes('*') || words.includes(word)

function resourceMatches(resources: readonly string[], resource: string, subresource: string): boolean {
  const combined = subresource ? `${resource}/${subresource}` : resource
  return resources.some(
    word => word === '*' || word === combined || (subresource !== '' && word === `*/${subresource}`),
  )
}

/** A trailing `*` stands for any rest. */
function pathMatches(url: string, path: string): boolean {
  if (url === '*' || url === path) return true
  return url.endsWith('*') && path.startsWith(url.replace(/\*+$/, ''))
}
