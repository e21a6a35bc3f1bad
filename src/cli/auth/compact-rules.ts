import {compareKeys} from '../../api/json/index.ts'
import type {PolicyRule} from '../generators/policy-rules.ts'

/** Rules taken apart to single resources and names, those that differ only by their verb put together, and sorted as kubectl does. */
export function compactRules(rules: readonly PolicyRule[]): PolicyRule[] {
  const complex: PolicyRule[] = []
  const simple = new Map<string, PolicyRule>()
  for (const rule of rules.flatMap(brokenDown)) {
    if (rule.nonResourceURLs) {
      complex.push(rule)
      continue
    }
    const key = JSON.stringify([rule.apiGroups, rule.resources, rule.resourceNames])
    const known = simple.get(key)
    simple.set(key, known ? {...known, verbs: [...new Set([...known.verbs, ...rule.verbs])]} : rule)
  }
  return [...complex, ...simple.values()].sort((a, b) => compareKeys(goText(a), goText(b)))
}

function brokenDown({
  verbs,
  apiGroups = [],
  resources = [],
  resourceNames = [],
  nonResourceURLs = [],
}: PolicyRule): PolicyRule[] {
  const names = resourceNames.length > 0 ? resourceNames.map(name => [name]) : [undefined]
  const ofResources = apiGroups.flatMap(group =>
    resources.flatMap(resource =>
      verbs.flatMap(verb =>
        names.map(list => ({
          verbs: [verb],
          apiGroups: [group],
          resources: [resource],
          ...(list && {resourceNames: list}),
        })),
      ),
    ),
  )
  const ofUrls = nonResourceURLs.flatMap(url => verbs.map(verb => ({verbs: [verb], nonResourceURLs: [url]})))
  return [...ofResources, ...ofUrls]
}

/** The order is that of Go's text of a rule. */
const goText = ({
  verbs,
  apiGroups = [],
  resources = [],
  resourceNames = [],
  nonResourceURLs = [],
}: PolicyRule): string =>
  `&PolicyRule{Verbs:[${verbs.join(' ')}],APIGroups:[${apiGroups.join(' ')}],Resources:[${resources.join(' ')}],ResourceNames:[${resourceNames.join(' ')}],NonResourceURLs:[${nonResourceURLs.join(' ')}],}`
