import type {ValidatingAdmissionPolicy} from '../../../../api/kinds.ts'
import type {KubeObject} from '../../../../api/object.ts'
import type {ResourceDefinition} from '../../../resources/define-resource.ts'
import type {ServerParts} from '../../server-parts.ts'
import type {AdmissionAttributes} from '../admission.ts'
import {matchingDefinition, namespaceOf, type Rule} from '../dynamic/matching.ts'

type MatchResources = NonNullable<NonNullable<ValidatingAdmissionPolicy['spec']>['matchConstraints']>

/** The version of the resource in which a policy sees a write; undefined where it is none of its. */
export function matchPolicy(
  server: ServerParts,
  attributes: AdmissionAttributes,
  resources: MatchResources | undefined,
): Promise<ResourceDefinition | undefined> {
  if (!resources) return Promise.resolve(undefined)
  const {resourceRules = [], excludeResourceRules = [], matchPolicy, namespaceSelector, objectSelector} = resources
  return matchingDefinition(server, attributes, {
    rules: resourceRules as Rule[],
    excluded: excludeResourceRules as Rule[],
    ...(matchPolicy && {matchPolicy}),
    ...(namespaceSelector && {namespaceSelector}),
    ...(objectSelector && {objectSelector}),
  })
}

/** Whether a binding is about a write that its policy matches; without rules, it is about all of them. */
export async function matchBinding(
  server: ServerParts,
  attributes: AdmissionAttributes,
  resources: MatchResources | undefined,
): Promise<boolean> {
  if (!resources) return true
  const rules = resources.resourceRules?.length ? resources.resourceRules : [everything]
  return (await matchPolicy(server, attributes, {...resources, resourceRules: rules})) !== undefined
}

const everything = {apiGroups: ['*'], apiVersions: ['*'], resources: ['*/*'], operations: ['*']}

/** The namespace that a write is in; namespaces themselves are in none. */
export async function surroundingNamespace(
  server: ServerParts,
  {definition, namespace}: AdmissionAttributes,
): Promise<KubeObject | undefined> {
  const isNamespace = definition.group === '' && definition.plural === 'namespaces'
  return namespace && !isNamespace ? namespaceOf(server, namespace) : undefined
}
