import {builtin} from '../../../../api/builtin-resources.ts'
import type {LabelSelector, Namespace} from '../../../../api/kinds.ts'
import type {KubeObject} from '../../../../api/object.ts'
import type {ResourceDefinition} from '../../../resources/define-resource.ts'
import {isEmptySelector, matchesSelector} from '../../../runtime/label-selector.ts'
import type {ServerParts} from '../../server-parts.ts'
import type {AdmissionAttributes} from '../admission.ts'
import {lookUp} from '../lookup.ts'

/** A rule of a webhook or a policy. */
export interface Rule {
  apiGroups?: string[]
  apiVersions?: string[]
  resources?: string[]
  operations?: string[]
  scope?: string
  resourceNames?: string[]
}

export interface MatchCriteria {
  rules: readonly Rule[]
  excluded?: readonly Rule[]
  matchPolicy?: string
  namespaceSelector?: LabelSelector
  objectSelector?: LabelSelector
}

/** The version of the resource in which a rule wants to see a write; undefined if none wants to. */
export async function matchingDefinition(
  server: ServerParts,
  attributes: AdmissionAttributes,
  criteria: MatchCriteria,
): Promise<ResourceDefinition | undefined> {
  if (!matchesObjects(attributes, criteria.objectSelector)) return undefined
  const wanted = byRules(server, attributes, criteria.rules, criteria.matchPolicy)
  if (!wanted) return undefined
  if (criteria.excluded?.length && byRules(server, attributes, criteria.excluded, criteria.matchPolicy))
    return undefined
  return (await matchesNamespace(server, attributes, criteria.namespaceSelector)) ? wanted : undefined
}

function byRules(
  server: ServerParts,
  attributes: AdmissionAttributes,
  rules: readonly Rule[],
  matchPolicy = 'Equivalent',
): ResourceDefinition | undefined {
  const {definition} = attributes
  if (rules.some(rule => ruleMatches(rule, attributes, definition))) return definition
  if (matchPolicy !== 'Equivalent' || !definition.storage) return undefined
  for (const other of server.resources.all())
    if (other !== definition && other.storage?.prefix === definition.storage.prefix)
      if (rules.some(rule => ruleMatches(rule, attributes, other))) return other
  return undefined
}

function ruleMatches(rule: Rule, attributes: AdmissionAttributes, definition: ResourceDefinition): boolean {
  const {operation, namespace, name, subresource} = attributes
  const {scope = '*', resourceNames = []} = rule
  const isNamespace = definition.group === '' && definition.plural === 'namespaces'
  const namespaced = definition.namespaced && namespace !== '' && !isNamespace
  return (
    has(rule.operations, operation) &&
    has(rule.apiGroups, definition.group) &&
    has(rule.apiVersions, definition.version) &&
    (scope === '*' || (scope === 'Namespaced') === namespaced) &&
    (rule.resources ?? []).some(pattern => resourceMatches(pattern, definition.plural, subresource)) &&
    (resourceNames.length === 0 || resourceNames.includes(name))
  )
}

const has = (list: string[] | undefined, word: string): boolean =>
  (list ?? []).some(item => item === '*' || item === word)

/** Patterns are `pods`, `pods/status`, or have a star on either side of the slash; without one they mean the object itself. */
function resourceMatches(pattern: string, plural: string, subresource: string): boolean {
  const [resource = '', part = ''] = pattern.split('/')
  if (resource !== '*' && resource !== plural) return false
  return part === '*' || part === subresource
}

function matchesObjects({object, old}: AdmissionAttributes, selector: LabelSelector | undefined): boolean {
  if (!selector || isEmptySelector(selector)) return true
  return [object, old].some(each => each && matchesSelector(selector, each.metadata?.labels ?? {}))
}

/** Namespaces themselves are chosen by their own labels; what lives in none always matches. */
async function matchesNamespace(
  server: ServerParts,
  attributes: AdmissionAttributes,
  selector: LabelSelector | undefined,
): Promise<boolean> {
  if (!selector || isEmptySelector(selector)) return true
  const labels = await namespaceLabels(server, attributes)
  return !labels || matchesSelector(selector, labels)
}

async function namespaceLabels(
  server: ServerParts,
  {definition, namespace, operation, object, old}: AdmissionAttributes,
): Promise<Record<string, string> | undefined> {
  if (definition.group === '' && definition.plural === 'namespaces')
    return ((operation === 'DELETE' ? old : object) as KubeObject | undefined)?.metadata.labels ?? {}
  if (!namespace) return undefined
  return (await namespaceOf(server, namespace))?.metadata.labels ?? {}
}

/** The namespace of a write. */
export const namespaceOf = (server: ServerParts, name: string): Promise<Namespace | undefined> =>
  lookUp<Namespace>(server, builtin.namespaces, '', name)
