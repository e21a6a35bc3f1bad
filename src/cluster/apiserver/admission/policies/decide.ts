import type {ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding} from '../../../../api/kinds.ts'
import type {KubeObject} from '../../../../api/object.ts'
import {StatusError} from '../../../../api/status-error.ts'
import type {ResourceDefinition} from '../../../resources/define-resource.ts'
import {policyError} from '../../metrics/admission-metrics.ts'
import type {ServerParts} from '../../server-parts.ts'
import type {AdmissionAttributes} from '../admission.ts'
import {admissionRequest} from '../dynamic/admission-request.ts'
import {writeVariables} from '../dynamic/conditions.ts'
import {shownIn} from '../dynamic/in-version.ts'
import {refuse} from '../refuse.ts'
import {PolicyAnnotations} from './annotations.ts'
import {type Denial, evaluatePolicy, type Judgement} from './evaluate-policy.ts'
import {matchBinding, matchPolicy, surroundingNamespace} from './match.ts'
import {collectParams, paramKindProblem} from './params.ts'

type Policy = ValidatingAdmissionPolicy
type Binding = ValidatingAdmissionPolicyBinding

export interface BoundPolicies {
  policies: readonly Policy[]
  bindings: readonly Binding[]
}

/** Whose denial it is; without a binding, the policy's own. */
interface Denied {
  denial: Denial
  policy: Policy
  binding?: Binding
}

/** Asks every bound policy that matches; the first denial is thrown once all have spoken. */
export async function decideByPolicies(
  attributes: AdmissionAttributes,
  server: ServerParts,
  {policies, bindings}: BoundPolicies,
): Promise<void> {
  const denied: Denied[] = []
  for (const policy of policies) {
    const own = bindings.filter(({spec}) => spec?.policyName === policy.metadata.name)
    const seen = own.length > 0 ? await matchPolicy(server, attributes, policy.spec?.matchConstraints) : undefined
    if (!seen) continue
    const problem = paramKindProblem(server, policy.spec?.paramKind)
    if (problem) denied.push(...misconfigured(policy, `failed to configure policy: ${problem}`))
    else denied.push(...(await decideByPolicy(attributes, server, {policy, bindings: own, seen})))
  }
  const [first] = denied
  if (first) throw refusal(attributes, first)
}

interface Asked {
  policy: Policy
  bindings: readonly Binding[]
  /** The version in which the policy sees the write. */
  seen: ResourceDefinition
}

async function decideByPolicy(
  attributes: AdmissionAttributes,
  server: ServerParts,
  {policy, bindings, seen}: Asked,
): Promise<Denied[]> {
  const denied: Denied[] = []
  const annotations = new PolicyAnnotations()
  for (const binding of bindings) {
    if (!(await matchBinding(server, attributes, binding.spec?.matchResources))) continue
    let params: (KubeObject | undefined)[]
    try {
      params = await collectParams(server, policy.spec?.paramKind, binding.spec?.paramRef, attributes.namespace)
    } catch (error) {
      denied.push(...misconfigured(policy, `failed to configure binding: ${(error as Error).message}`, binding))
      continue
    }
    let shown: {object?: KubeObject; old?: KubeObject}
    try {
      shown = await shownIn(attributes, seen)
    } catch (error) {
      const why = `failed to convert object version: ${(error as Error).message}`
      denied.push(...misconfigured(policy, `failed to configure binding: ${why}`, binding))
      continue
    }
    for (const param of params) {
      const judgement = await judge(attributes, server, {policy, seen, shown, param})
      denied.push(...enforce(attributes, judgement, {policy, binding}))
      count(server, judgement, {policy, binding})
      for (const [key, value] of judgement.annotations) annotations.add(key, value)
    }
  }
  annotations.publish(policy.metadata.name ?? '', attributes)
  return denied
}

interface Question {
  policy: Policy
  seen: ResourceDefinition
  /** The write in that version. */
  shown: {object?: KubeObject; old?: KubeObject}
  param: KubeObject | undefined
}

/** What a policy says of a write by one set of parameters. */
async function judge(
  attributes: AdmissionAttributes,
  server: ServerParts,
  {policy, seen, shown, param}: Question,
): Promise<Judgement> {
  const {user} = attributes
  const surrounding = await surroundingNamespace(server, attributes)
  const variables = writeVariables({
    ...shown,
    request: admissionRequest(attributes, seen),
    ...(param && {params: param}),
    ...(surrounding && {namespace: surrounding}),
    user,
    authorizer: server.authorizer,
  })
  return evaluatePolicy(policy, variables)
}

/** Does with each denial what the binding says: deny, warn, tell the audit log. */
function enforce(
  attributes: AdmissionAttributes,
  {denials}: Judgement,
  {policy, binding}: {policy: Policy; binding: Binding},
): Denied[] {
  const denied: Denied[] = []
  const actions = binding.spec?.validationActions ?? []
  for (const denial of denials)
    for (const action of denial.always ? ['Deny'] : actions) {
      if (action === 'Deny') denied.push({denial, policy, binding})
      if (action === 'Warn')
        attributes.warnings.add(
          `Validation failed for ValidatingAdmissionPolicy '${policy.metadata.name}' with binding '${binding.metadata.name}': ${denial.message}`,
        )
      if (action === 'Audit') {
        const failure = {
          message: denial.message,
          policy: policy.metadata.name,
          binding: binding.metadata.name,
          expressionIndex: denial.index ?? 0,
          validationActions: actions,
        }
        const key = 'validation.policy.admission.k8s.io/validation_failure'
        attributes.warnings.audit?.annotateAdmission(key, JSON.stringify([failure]))
      }
    }
  return denied
}

/** Counts what was decided, and by which action. */
function count(
  {admissionMetrics}: ServerParts,
  {denials, ignored}: Judgement,
  {policy, binding}: {policy: Policy; binding: Binding},
): void {
  const observe = ({message, seconds = 0}: Denial, enforcement_action: string) =>
    admissionMetrics?.checked(
      'validating',
      {
        enforcement_action,
        error_type: policyError(message),
        policy: policy.metadata.name ?? '',
        policy_binding: binding.metadata.name ?? '',
      },
      seconds,
    )
  for (const denial of ignored) observe(denial, 'allow')
  for (const denial of denials)
    for (const action of denial.always ? ['Deny'] : (binding.spec?.validationActions ?? []))
      observe(denial, action.toLowerCase())
}

/** A policy that cannot be asked denies, unless failures are to be ignored. */
const misconfigured = (policy: Policy, message: string, binding?: Binding): Denied[] =>
  policy.spec?.failurePolicy === 'Ignore' ? [] : [{denial: {message}, policy, ...(binding && {binding})}]

const codes: Record<string, number> = {Forbidden: 403, Unauthorized: 401, RequestEntityTooLarge: 413, Invalid: 422}

function refusal(attributes: AdmissionAttributes, {denial, policy, binding}: Denied): StatusError {
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
