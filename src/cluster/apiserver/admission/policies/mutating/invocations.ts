import type {MutatingAdmissionPolicy, MutatingAdmissionPolicyBinding} from '../../../../../api/kinds.ts'
import type {KubeObject} from '../../../../../api/object.ts'
import type {ResourceDefinition} from '../../../../resources/define-resource.ts'
import type {ServerParts} from '../../../server-parts.ts'
import type {AdmissionAttributes} from '../../admission.ts'
import {matchBinding, matchPolicy} from '../match.ts'
import {collectParams, paramKindProblem} from '../params.ts'

type Policy = MutatingAdmissionPolicy
type Binding = MutatingAdmissionPolicyBinding

export interface BoundMutations {
  policies: readonly Policy[]
  bindings: readonly Binding[]
}

/** A policy that is to change a write, by one set of parameters. */
export interface Invocation {
  policy: Policy
  binding: Binding
  param: KubeObject | undefined
  /** The version in which the policy sees the write. */
  seen: ResourceDefinition
}

/** What keeps a policy from being applied. */
export interface PolicyFault {
  policy: Policy
  /** Absent: it is the policy itself. */
  binding?: Binding
  message: string
  reason?: 'Invalid'
}

/** Finds which policies are about a write as it came in, with their parameters. */
export async function invocationsOf(
  attributes: AdmissionAttributes,
  server: ServerParts,
  {policies, bindings}: BoundMutations,
): Promise<{invocations: Invocation[]; faults: PolicyFault[]}> {
  const invocations: Invocation[] = []
  const faults: PolicyFault[] = []
  for (const policy of policies) {
    const own = bindings.filter(({spec}) => spec?.policyName === policy.metadata.name)
    const {matchConstraints, paramKind} = (policy.spec ?? {}) as MatchingSpec
    const seen = own.length > 0 ? await matchPolicy(server, attributes, matchConstraints) : undefined
    if (!seen) continue
    const problem = paramKindProblem(server, paramKind)
    if (problem) {
      faults.push({policy, message: `failed to configure policy: ${problem}`})
      continue
    }
    for (const binding of own) {
      const {matchResources, paramRef} = (binding.spec ?? {}) as {
        matchResources?: MatchingSpec['matchConstraints']
        paramRef?: Parameters<typeof collectParams>[2]
      }
      if (!(await matchBinding(server, attributes, matchResources))) continue
      try {
        const params = await collectParams(server, paramKind, paramRef, attributes.namespace)
        invocations.push(...params.map(param => ({policy, binding, param, seen})))
      } catch (error) {
        faults.push({policy, binding, message: `failed to configure binding: ${(error as Error).message}`})
      }
    }
  }
  return {invocations, faults}
}

interface MatchingSpec {
  matchConstraints?: Parameters<typeof matchPolicy>[2]
  paramKind?: Parameters<typeof paramKindProblem>[1]
}
