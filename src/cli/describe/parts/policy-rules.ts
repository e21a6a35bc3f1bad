import {compareKeys} from '../../../api/json/index.ts'
import type {PolicyRule} from '../../../api/kinds.ts'

/** A rule for every resource (and name) or URL, with all verbs of it where that is a resource; in order of their texts. */
export function compactRules(rules: readonly PolicyRule[]): PolicyRule[] {
  const simple = new Map<string, PolicyRule>()
  const others: PolicyRule[] = []
  for (const rule of rules.flatMap(brokenDown)) {
    if (rule.nonResourceURLs) {
      others.push(rule)
      continue
    }
    const key = JSON.stringify([rule.apiGroups, rule.resources, rule.resourceNames])
    const known = simple.get(key)
    simple.set(key, known ? {...known, verbs: [...new Set([...known.verbs, ...rule.verbs])]} : rule)
  }
  return [...others, ...simple.values()].toSorted((a, b) => compareKeys(textOf(a), textOf(b)))
}

/** `deployments.apps/scale`. */
export function resourceText({resources = [], apiGroups = []}: PolicyRule): string {
  const [first] = resources
  if (first === undefined) return ''
  const slash = first.indexOf('/')
  const resource = slash < 0 ? first : first.slice(0, slash)
  const group = apiGroups[0] ? `.${apiGroups[0]}` : ''
  return `${resource}${group}${slash < 0 ? '' : first.slice(slash)}`
}

/** One verb, one resource and one name each. */
function brokenDown({
  apiGroups = [],
  resources = [],
  resourceNames,
  nonResourceURLs = [],
  verbs,
}: PolicyRule): PolicyRule[] {
  const names = resourceNames?.length ? resourceNames.map(name => ({resourceNames: [name]})) : [{}]
  return [
    ...apiGroups.flatMap(group =>
      resources.flatMap(resource =>
        verbs.flatMap(verb => names.map(name => ({apiGroups: [group], resources: [resource], verbs: [verb], ...name}))),
      ),
    ),
    ...nonResourceURLs.flatMap(url => verbs.map(verb => ({nonResourceURLs: [url], verbs: [verb]}))),
  ]
}

/** As Go prints the message; rules are sorted by it. */
const textOf = ({verbs, apiGroups, resources, resourceNames, nonResourceURLs}: PolicyRule): string =>
  `Verbs:${list(verbs)},APIGroups:${list(apiGroups)},Resources:${list(resources)},ResourceNames:${list(resourceNames)},NonResourceURLs:${list(nonResourceURLs)},`

const list = (values: readonly string[] = []): string => `[${values.join(' ')}]`
