import type {PolicyRule} from '../../../../api/kinds.ts'

/** What of `wanted` the `owned` rules do not cover, broken down into single permissions. */
export const uncovered = (owned: readonly PolicyRule[], wanted: readonly PolicyRule[]): PolicyRule[] =>
  wanted.flatMap(breakDown).filter(single => !owned.some(rule => covers(rule, single)))

/** Single permissions as Kubernetes lists them when they are missing: those of one resource joined, sorted. */
export function describeMissing(missing: readonly PolicyRule[]): string {
  const simple = new Map<string, PolicyRule>()
  const rules: PolicyRule[] = []
  for (const rule of missing) {
    const key = simpleKey(rule)
    const known = key === undefined ? undefined : simple.get(key)
    if (known) known.verbs = [...known.verbs, ...rule.verbs]
    else {
      const own = {...rule}
      rules.push(own)
      if (key !== undefined) simple.set(key, own)
    }
  }
  return [...new Set(rules.map(compact))].sort().join('\n')
}

function breakDown(rule: PolicyRule): PolicyRule[] {
  const singles: PolicyRule[] = []
  for (const group of rule.apiGroups ?? []) {
    for (const resource of rule.resources ?? []) {
      for (const verb of rule.verbs) {
        const single = {apiGroups: [group], resources: [resource], verbs: [verb]}
        if (!rule.resourceNames?.length) singles.push(single)
        for (const name of rule.resourceNames ?? []) singles.push({...single, resourceNames: [name]})
      }
    }
  }
  for (const url of rule.nonResourceURLs ?? [])
    for (const verb of rule.verbs) singles.push({nonResourceURLs: [url], verbs: [verb]})
  return singles
}

function covers(owner: PolicyRule, single: PolicyRule): boolean {
  const names = owner.resourceNames ?? []
  return (
    hasAll(owner.verbs, single.verbs) &&
    hasAll(owner.apiGroups, single.apiGroups) &&
    (single.resources ?? []).every(resource => coversResource(owner.resources ?? [], resource)) &&
    (single.nonResourceURLs ?? []).every(url => (owner.nonResourceURLs ?? []).some(own => coversUrl(own, url))) &&
    (names.length === 0 || (!!single.resourceNames?.length && single.resourceNames.every(name => names.includes(name))))
  )
}

const hasAll = (words: readonly string[] = [], wanted: readonly string[] = []): boolean =>
  words.includes('*') || wanted.every(word => words.includes(word))

function coversResource(owned: readonly string[], resource: string): boolean {
  if (owned.includes('*') || owned.includes(resource)) return true
  const slash = resource.indexOf('/')
  return slash >= 0 && owned.includes(`*${resource.slice(slash)}`)
}

const coversUrl = (own: string, url: string): boolean =>
  own === url || (own.endsWith('*') && url.startsWith(own.replace(/\*+$/, '')))

function simpleKey(rule: PolicyRule): string | undefined {
  if (rule.nonResourceURLs?.length || rule.apiGroups?.length !== 1 || rule.resources?.length !== 1) return undefined
  return JSON.stringify([rule.apiGroups[0], rule.resources[0], rule.resourceNames ?? []])
}

function compact({apiGroups, resources, nonResourceURLs, resourceNames, verbs}: PolicyRule): string {
  const parts = [
    quoted('APIGroups', apiGroups),
    quoted('Resources', resources),
    quoted('NonResourceURLs', nonResourceURLs),
    quoted('ResourceNames', resourceNames),
    quoted('Verbs', verbs),
  ]
  return `{${parts.filter(Boolean).join(', ')}}`
}

const quoted = (name: string, words: readonly string[] = []): string =>
  words.length === 0 ? '' : `${name}:[${words.map(word => JSON.stringify(word)).join(' ')}]`
