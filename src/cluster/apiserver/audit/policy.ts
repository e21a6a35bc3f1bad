import type {Attributes} from '../auth/interfaces.ts'

export const levels = ['None', 'Metadata', 'Request', 'RequestResponse'] as const
export type Level = (typeof levels)[number]
export const stages = ['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic'] as const
export type Stage = (typeof stages)[number]

/** The fields of audit.k8s.io/v1 Policy. */
export interface Policy {
  rules?: PolicyRule[]
  omitStages?: Stage[]
  omitManagedFields?: boolean
}

export interface PolicyRule {
  level: Level
  users?: string[]
  userGroups?: string[]
  verbs?: string[]
  resources?: {group?: string; resources?: string[]; resourceNames?: string[]}[]
  /** '' is for what has no namespace. */
  namespaces?: string[]
  nonResourceURLs?: string[]
  omitStages?: Stage[]
  omitManagedFields?: boolean
}

/** What is written of one request. */
export interface AuditConfig {
  level: Level
  omitStages: ReadonlySet<Stage>
  omitManagedFields: boolean
}

/** What the first rule that a request matches says; nothing is written of what none matches. */
export function auditConfigFor(policy: Policy, attributes: Attributes): AuditConfig {
  const rule = policy.rules?.find(candidate => matches(candidate, attributes))
  return {
    level: rule?.level ?? 'None',
    omitStages: new Set([...(policy.omitStages ?? []), ...(rule?.omitStages ?? [])]),
    omitManagedFields: rule?.omitManagedFields ?? policy.omitManagedFields ?? false,
  }
}

function matches(rule: PolicyRule, attributes: Attributes): boolean {
  const {users = [], userGroups = [], verbs = [], namespaces = [], resources = [], nonResourceURLs = []} = rule
  const {user, verb, path, resourceRequest} = attributes
  if (users.length > 0 && !users.includes(user.name)) return false
  if (userGroups.length > 0 && !user.groups.some(group => userGroups.includes(group))) return false
  if (verbs.length > 0 && !verbs.includes(verb)) return false
  if (namespaces.length > 0 || resources.length > 0) return resourceRequest && matchesResource(rule, attributes)
  if (nonResourceURLs.length > 0) return !resourceRequest && nonResourceURLs.some(spec => matchesPath(path, spec))
  return true
}

function matchesResource(
  {namespaces = [], resources = []}: PolicyRule,
  {namespace, group, resource, subresource, name}: Attributes,
): boolean {
  if (namespaces.length > 0 && !namespaces.includes(namespace)) return false
  if (resources.length === 0) return true
  const whole = subresource ? `${resource}/${subresource}` : resource
  const means = (one: string) =>
    one === whole || one === '*' || (subresource !== '' && one === `*/${subresource}`) || one === `${resource}/*`
  return resources.some(({group: wanted = '', resources: list = [], resourceNames = []}) => {
    if (wanted !== group) return false
    if (list.length === 0) return true
    return (resourceNames.length === 0 || resourceNames.includes(name)) && list.some(means)
  })
}

const matchesPath = (path: string, spec: string): boolean =>
  spec === '*' || spec === path || (spec.endsWith('*') && path.startsWith(spec.replace(/\*+$/, '')))
