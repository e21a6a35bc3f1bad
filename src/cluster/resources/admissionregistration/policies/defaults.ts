import type {ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding} from '../../../../api/kinds.ts'

type MatchResources = NonNullable<NonNullable<ValidatingAdmissionPolicy['spec']>['matchConstraints']>

export function setPolicyDefaults({spec}: ValidatingAdmissionPolicy): void {
  if (!spec) return
  spec.failurePolicy ??= 'Fail'
  if (spec.matchConstraints) setMatchDefaults(spec.matchConstraints)
}

export function setPolicyBindingDefaults({spec}: ValidatingAdmissionPolicyBinding): void {
  if (spec?.matchResources) setMatchDefaults(spec.matchResources)
}

function setMatchDefaults(match: MatchResources): void {
  match.matchPolicy ??= 'Equivalent'
  match.namespaceSelector ??= {}
  match.objectSelector ??= {}
  for (const rule of [...(match.resourceRules ?? []), ...(match.excludeResourceRules ?? [])]) rule.scope ??= '*'
}
