import type {V1FlowSchema} from '@kubernetes/client-node'
import type {Attributes} from '../auth/interfaces.ts'

type Rules = NonNullable<NonNullable<V1FlowSchema['spec']>['rules']>[number]
type Subject = Rules['subjects'][number]

/** Schemas in the order in which they are asked: by precedence, then by name. */
export const inOrder = (schemas: readonly V1FlowSchema[]): V1FlowSchema[] =>
  [...schemas].sort((a, b) => precedence(a) - precedence(b) || (nameOf(a) < nameOf(b) ? -1 : 1))

const precedence = ({spec}: V1FlowSchema): number => spec?.matchingPrecedence ?? 1000
const nameOf = ({metadata}: V1FlowSchema): string => metadata?.name ?? ''

/** The first schema that a request is of. */
export const classify = (ordered: readonly V1FlowSchema[], attributes: Attributes): V1FlowSchema | undefined =>
  ordered.find(({spec}) => spec?.rules?.some(rule => matches(rule, attributes)))

function matches({subjects, resourceRules = [], nonResourceRules = []}: Rules, attributes: Attributes): boolean {
  if (!subjects.some(subject => isSubject(subject, attributes))) return false
  const {verb, group, resource, subresource, namespace, path, resourceRequest} = attributes
  if (!resourceRequest)
    return nonResourceRules.some(rule => has(rule.verbs, verb) && rule.nonResourceURLs.some(url => isPath(path, url)))
  const whole = subresource ? `${resource}/${subresource}` : resource
  return resourceRules.some(
    rule =>
      has(rule.verbs, verb) &&
      has(rule.apiGroups, group) &&
      has(rule.resources, whole) &&
      (namespace ? has(rule.namespaces ?? [], namespace) : rule.clusterScope === true),
  )
}

function isSubject({kind, user, group, serviceAccount}: Subject, {user: asking}: Attributes): boolean {
  if (kind === 'User') return user?.name === '*' || user?.name === asking.name
  if (kind === 'Group') return group?.name === '*' || asking.groups.includes(group?.name ?? '')
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(asking.name) ?? []
  return namespace === serviceAccount?.namespace && (serviceAccount?.name === '*' || serviceAccount?.name === name)
}

const has = (list: readonly string[], word: string): boolean => list.includes('*') || list.includes(word)

const isPath = (path: string, spec: string): boolean =>
  spec === '*' || spec === path || (spec.endsWith('/*') && path.startsWith(spec.slice(0, -1)))

/** What tells the flows of a schema apart: whose requests, or for which namespace. */
export function flowOf({spec}: V1FlowSchema, {user, namespace}: Attributes): string {
  if (spec?.distinguisherMethod?.type === 'ByUser') return user.name
  return spec?.distinguisherMethod?.type === 'ByNamespace' ? namespace : ''
}
