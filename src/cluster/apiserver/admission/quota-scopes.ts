import type {Pod, ResourceQuota} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {qosClass} from '../../../api/qos.ts'

interface Requirement {
  scopeName: string
  operator: string
  values?: string[]
}

/** Whether a quota is about an object: scopes speak of pods alone. */
export function quotaCovers({spec}: ResourceQuota, plural: string, object: KubeObject): boolean {
  const plain = (spec?.scopes ?? []).map((scopeName): Requirement => ({scopeName, operator: 'Exists'}))
  const requirements = [...plain, ...((spec?.scopeSelector?.matchExpressions ?? []) as Requirement[])]
  return requirements.length === 0 || (plural === 'pods' && requirements.every(each => inScope(object as Pod, each)))
}

function inScope({spec, status}: Pod, {scopeName, operator, values = []}: Requirement): boolean {
  const ends = spec?.activeDeadlineSeconds !== undefined
  switch (scopeName) {
    case 'Terminating':
      return ends
    case 'NotTerminating':
      return !ends
    case 'BestEffort':
      return (status?.qosClass ?? qosClass(spec!)) === 'BestEffort'
    case 'NotBestEffort':
      return (status?.qosClass ?? qosClass(spec!)) !== 'BestEffort'
    case 'PriorityClass':
      return matches(spec?.priorityClassName ?? '', operator, values)
    case 'CrossNamespacePodAffinity':
      return crossesNamespaces(spec)
    default:
      return false
  }
}

function matches(name: string, operator: string, values: string[]): boolean {
  if (operator === 'Exists') return name !== ''
  if (operator === 'DoesNotExist') return name === ''
  return operator === 'NotIn' ? !values.includes(name) : values.includes(name)
}

function crossesNamespaces(spec: Pod['spec']): boolean {
  const {podAffinity, podAntiAffinity} = spec?.affinity ?? {}
  const terms = [podAffinity, podAntiAffinity].flatMap(affinity => [
    ...(affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({podAffinityTerm}) => podAffinityTerm),
  ])
  return terms.some(
    ({namespaces, namespaceSelector}) => (namespaces ?? []).length > 0 || namespaceSelector !== undefined,
  )
}
