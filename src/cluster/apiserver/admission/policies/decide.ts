import type {ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding} from '../../../../api/kinds.ts'
import type {KubeObject} from '../../../../api/object.ts'
import {StatusError} from '../../../../api/status-error.ts'
import type {ResourceDefinition} from '../../../resources/define-resource.ts'
import type {ServerParts} from '../../server-parts.ts'
import type {AdmissionAttributes} from '../admission.ts'
import {admissionRequest, inVersion} from '../dynamic/admission-request.ts'
import {writeVariables} from '../dynamic/conditions.ts'
import {matchingDefinition, namespaceOf, type Rule} from '../dynamic/matching.ts'
import {refuse} from '../refuse.ts'
import {type Denial, evaluatePolicy} from './evaluate-policy.ts'
import {collectParams} from './params.ts'

type Policy = ValidatingAdmissionPolicy
type Binding = ValidatingAdmissionPolicyBinding
type MatchResources = NonNullable<NonNullable<Policy['spec']>['matchConstraints']>

export interface BoundPolicies {
  policies: readonly Policy[]
  bindings: readonly Binding[]
}

/** Asks every bound policy that matches; the first denial is thrown once all have spoken. */
export async function decideByPolicies(
  attributes: AdmissionAttributes,
  server: ServerParts,
  {policies, bindings}: BoundPolicies,
): Promise<void> {
  const denials: {denial: Denial; policy: Policy; binding?: Binding}[] = []
  for (const policy of policies) {
    const own = bindings.filter(({spec}) => spec?.policyName === policy.metadata.name)
    const matched = own.length > 0 && (await match(server, attributes, policy.spec?.matchConstraints))
    if (!matched) continue
    for (const binding of own) {
      const resources = binding.spec?.matchResources
      if (resources && !(await match(server, attributes, resources, true))) continue
      for (const denial of await verdict(attributes, server, {policy, binding, seen: matched}))
        for (const action of denial.always ? ['Deny'] : (binding.spec?.validationActions ?? [])) {
          if (action === 'Deny') denials.push({denial, policy, ...(!denial.ofPolicy && {binding})})
          if (action === 'Warn')
            attributes.warnings.add(
              `Validation failed for ValidatingAdmissionPolicy '${policy.metadata.name}' with binding '${binding.metadata.name}': ${denial.message}`,
            )
        }
    }
  }
  const [first] = denials
  if (first) throw denied(attributes, first)
}

interface Bound {
  policy: Policy
  binding: Binding
  /** The version in which the policy sees the write. */
  seen: ResourceDefinition
}

/** What a policy has against a write by each of the parameters that its binding names. */
async function verdict(attributes: AdmissionAttributes, server: ServerParts, bound: Bound): Promise<Denial[]> {
  const {policy, binding, seen} = bound
  let params: (KubeObject | undefined)[]
  try {
    params = await collectParams(server, policy, binding, attributes.namespace)
  } catch (error) {
    if (policy.spec?.failurePolicy === 'Ignore') return []
    return [{message: `failed to configure binding: ${(error as Error).message}`, always: true}]
  }
  const {definition, object, old, user, namespace} = attributes
  const isNamespace = definition.group === '' && definition.plural === 'namespaces'
  const surrounding = namespace && !isNamespace ? await namespaceOf(server, namespace) : undefined
  const request = admissionRequest(attributes, seen)
  const denials: Denial[] = []
  for (const param of params) {
    const variables = writeVariables({
      ...(object && {object: inVersion(object, definition, seen)}),
      ...(old && {old: inVersion(old, definition, seen)}),
      request,
      ...(param && {params: param}),
      ...(surrounding && {namespace: surrounding}),
      user,
      authorizer: server.authorizer,
    })
    denials.push(...(await evaluatePolicy(policy, variables)))
  }
  return denials
}

function match(
  server: ServerParts,
  attributes: AdmissionAttributes,
  resources: MatchResources | undefined,
  rulesAreOptional = false,
): Promise<ResourceDefinition | undefined> | undefined {
  if (!resources) return undefined
  const {resourceRules = [], excludeResourceRules = [], matchPolicy, namespaceSelector, objectSelector} = resources
  return matchingDefinition(server, attributes, {
    rules: (rulesAreOptional && resourceRules.length === 0 ? [everything] : resourceRules) as Rule[],
    excluded: excludeResourceRules as Rule[],
    ...(matchPolicy && {matchPolicy}),
    ...(namespaceSelector && {namespaceSelector}),
    ...(objectSelector && {objectSelector}),
  })
}

const everything: Rule = {apiGroups: ['*'], apiVersions: ['*'], resources: ['*/*'], operations: ['*']}

const codes: Record<string, number> = {Forbidden: 403, Unauthorized: 401, RequestEntityTooLarge: 413, Invalid: 422}

function denied(
  attributes: AdmissionAttributes,
  {denial, policy, binding}: {denial: Denial; policy: Policy; binding?: Binding},
): StatusError {
  const by = binding ? ` with binding '${binding.metadata.name}'` : ''
  const message = `ValidatingAdmissionPolicy '${policy.metadata.name}'${by} denied request: ${denial.message}`
  const {status} = refuse(attributes, message)
  const reason = denial.reason ?? 'Invalid'
  return new StatusError({
    ...status,
    reason: reason as typeof status.reason,
    code: codes[reason] ?? 422,
    details: {...status.details, causes: [...(status.details?.causes ?? []), {message}]},
  })
}
