import {compareKeys} from '../../api/json/index.ts'
import {NoResourceMatchError} from '../../client/no-match-error.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'

/** `deployments.apps/scale` of --resource. */
export interface RuleResource {
  resource: string
  group: string
  subresource: string
}

export interface PolicyRule {
  verbs: string[]
  apiGroups?: string[]
  resources?: string[]
  resourceNames?: string[]
  nonResourceURLs?: string[]
}

const resourceVerbs = [
  '*', 'get', 'delete', 'list', 'create', 'update', 'patch', 'watch', 'proxy', 'deletecollection', 'use', 'bind',
  'escalate', 'impersonate',
] // biome-ignore format: a list of words
const roles = ['roles.rbac.authorization.k8s.io', 'clusterroles.rbac.authorization.k8s.io']
/** Verbs that only some resources know, whether served or not. */
const specialVerbs: Record<string, string[]> = {
  use: ['podsecuritypolicies.policy', 'podsecuritypolicies.extensions'],
  bind: roles,
  escalate: roles,
  impersonate: ['users', 'serviceaccounts', 'groups', 'userextras.authentication.k8s.io'],
}

/** Every verb once; `*` stands for all. */
export const rulesVerbs = (verbs: readonly string[]): string[] => (verbs.includes('*') ? ['*'] : [...new Set(verbs)])

/** The resources of --resource; a bare `*` stands for all. */
export function ruleResources(words: readonly string[]): RuleResource[] {
  const list = words.map(ruleResource)
  const all = list.find(
    ({resource, group, subresource}, index) =>
      resource === '*' && !group && !subresource && !/[./]/.test(words[index] ?? ''),
  )
  return all ? [all] : list
}

function ruleResource(word: string): RuleResource {
  const slash = word.indexOf('/')
  const [head, subresource] = slash < 0 ? [word, ''] : [word.slice(0, slash), word.slice(slash + 1)]
  const dot = head.indexOf('.')
  return dot < 0
    ? {resource: head, group: '', subresource}
    : {resource: head.slice(0, dot), group: head.slice(dot + 1), subresource}
}

export function warnOfVerbs({context}: Invocation<FlagSet>, verbs: readonly string[]): void {
  for (const verb of verbs)
    if (!resourceVerbs.includes(verb)) context.stderr.write(`Warning: '${verb}' is not a standard resource verb\n`)
}

/** Refuses resources that the server does not serve, and verbs that do not go with them. */
export async function checkResources(
  invocation: Invocation<FlagSet>,
  verbs: readonly string[],
  resources: readonly RuleResource[],
): Promise<void> {
  for (const wanted of resources) {
    if (wanted.resource === '') throw new Error('resource must be specified if apiGroup/subresource specified')
    if (wanted.resource === '*') return
    const served = await servedAs(invocation, wanted)
    const {resource, group} = served ?? wanted
    const name = group ? `${resource}.${group}` : resource
    let special = false
    for (const verb of verbs) {
      const known = Object.hasOwn(specialVerbs, verb) ? specialVerbs[verb] : undefined
      if (!known) continue
      if (!known.includes(name)) throw new Error(`can not perform '${verb}' on '${resource}' in group '${group}'`)
      special = true
    }
    if (!served && !special)
      throw new NoResourceMatchError({resource: wanted.resource, group: wanted.group, version: ''})
  }
}

/** A rule for each API group, sorted, and one for URLs. */
export async function policyRules(
  invocation: Invocation<FlagSet>,
  {verbs, resources, names, urls}: {verbs: string[]; resources: RuleResource[]; names: string[]; urls: string[]},
): Promise<PolicyRule[]> {
  const byGroup = new Map<string, Set<string>>()
  for (const wanted of resources) {
    const {resource, group} = (await servedAs(invocation, wanted)) ?? wanted
    const name = wanted.subresource ? `${resource}/${wanted.subresource}` : resource
    byGroup.set(group, (byGroup.get(group) ?? new Set()).add(name))
  }
  const rules: PolicyRule[] = [...byGroup]
    .sort(([a], [b]) => compareKeys(a, b))
    .map(([group, list]) => ({verbs, apiGroups: [group], resources: [...list], resourceNames: names}))
  return urls.length > 0 ? [...rules, {verbs, nonResourceURLs: urls}] : rules
}

async function servedAs(
  invocation: Invocation<FlagSet>,
  {resource, group}: RuleResource,
): Promise<{resource: string; group: string} | undefined> {
  if (resource === '*') return undefined
  const {discovery} = await invocation.connect()
  const [found] = await discovery.matching([{resource, group, version: ''}])
  return found
}
