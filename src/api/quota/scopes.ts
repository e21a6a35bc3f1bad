import type {PersistentVolumeClaim, Pod, ResourceQuota} from '../kinds.ts'
import type {KubeObject} from '../object.ts'
import {qosClass} from '../qos.ts'

export interface ScopeRequirement {
  scopeName: string
  operator: string
  values?: string[]
}

/** Those of some requirements that an object meets. */
export const matchingScopes = (
  requirements: readonly ScopeRequirement[],
  collection: string,
  object: KubeObject,
): ScopeRequirement[] =>
  requirements.filter(each =>
    collection === 'pods'
      ? podInScope(object as Pod, each)
      : collection === 'persistentvolumeclaims' && claimInScope(object, each),
  )

/** Whether an object is of a quota's scopes, which speak of pods and of volume claims alone. */
export function inScopes({spec}: ResourceQuota, collection: string, object: KubeObject): boolean {
  const plain = (spec?.scopes ?? []).map((scopeName): ScopeRequirement => ({scopeName, operator: 'Exists'}))
  const requirements = [...plain, ...((spec?.scopeSelector?.matchExpressions ?? []) as ScopeRequirement[])]
  if (requirements.length === 0) return true
  if (collection === 'pods') return requirements.every(each => podInScope(object as Pod, each))
  return collection === 'persistentvolumeclaims' && requirements.every(each => claimInScope(object, each))
}

export const isTerminating = ({spec}: Pod): boolean => (spec?.activeDeadlineSeconds ?? -1) >= 0

function podInScope(pod: Pod, {scopeName, operator, values = []}: ScopeRequirement): boolean {
  const {spec, status} = pod
  switch (scopeName) {
    case 'Terminating':
      return isTerminating(pod)
    case 'NotTerminating':
      return !isTerminating(pod)
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

/** A claim is of every class that it has, had and is to have, until the change between them is done. */
function claimInScope(claim: KubeObject, {scopeName, operator, values = []}: ScopeRequirement): boolean {
  if (scopeName !== 'VolumeAttributesClass') return false
  const names = volumeAttributesClasses(claim as PersistentVolumeClaim)
  return (names.length > 0 ? names : ['']).some(name => matches(name, operator, values))
}

export const volumeAttributesClasses = ({spec, status}: PersistentVolumeClaim): string[] =>
  [
    spec?.volumeAttributesClassName,
    status?.currentVolumeAttributesClassName,
    status?.modifyVolumeStatus?.targetVolumeAttributesClassName,
  ].filter((name): name is string => name !== undefined && name !== '')

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
