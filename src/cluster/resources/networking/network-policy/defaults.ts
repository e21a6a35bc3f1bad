import type {NetworkPolicy} from '../../../../api/kinds.ts'

export function setNetworkPolicyDefaults(policy: NetworkPolicy): void {
  const {spec} = policy
  if (!spec) return
  for (const rule of [...(spec.ingress ?? []), ...(spec.egress ?? [])])
    for (const port of rule.ports ?? []) port.protocol ??= 'TCP'
  if (!spec.policyTypes?.length) spec.policyTypes = spec.egress?.length ? ['Ingress', 'Egress'] : ['Ingress']
}
