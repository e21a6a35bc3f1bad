import type {
  MutatingAdmissionPolicy,
  MutatingAdmissionPolicyBinding,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from '../../../../api/kinds.ts'
import type {MatchResources} from './match-resources.ts'

export function setPolicyDefaults({spec}: ValidatingAdmissionPolicy | MutatingAdmissionPolicy): void {
  if (!spec) return
  spec.failurePolicy ??= 'Fail'
  if (spec.matchConstraints) setMatchDefaults(spec.matchConstraints as MatchResources)
}

export function setPolicyBindingDefaults({
  spec,
}: ValidatingAdmissionPolicyBinding | MutatingAdmissionPolicyBinding): void {
  if (spec?.matchResources) setMatchDefaults(spec.matchResources as MatchResources)
}

function setMatchDefaults(match: MatchResources): void {
  match.matchPolicy ??= 'Equivalent'
  match.namespaceSelector ??= {}
  match.objectSelector ??= {}
  for (const rule of [...(match.resourceRules ?? []), ...(match.excludeResourceRules ?? [])]) rule.scope ??= '*'
}
