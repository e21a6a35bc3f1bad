import type {Pod, ResourceQuota} from '../../../api/kinds.ts'
import {addQuantities, maxQuantity, type Quantity, toQuantity, zeroQuantity} from '../../../api/quantity.ts'
import {isPodFinished} from '../pod-state.ts'

type Resources = Record<string, string>

/** What a pod takes of one quota resource: the larger of its containers together and its largest init container, and its overhead. */
export function podUsage(pod: Pod, name: string): Quantity {
  if (name === 'pods') return toQuantity('1')
  const [kind, resource] = name.startsWith('limits.')
    ? (['limits', name.slice('limits.'.length)] as const)
    : (['requests', name.replace(/^requests\./, '')] as const)
  const amounts = (containers: {resources?: {requests?: Resources; limits?: Resources}}[] = []): Quantity[] =>
    containers.map(({resources}) => toQuantity(resources?.[kind]?.[resource] ?? '0'))
  const {containers, initContainers = [], overhead} = pod.spec ?? {}
  const sidecars = initContainers.filter(({restartPolicy}) => restartPolicy === 'Always')
  const steps = initContainers.filter(({restartPolicy}) => restartPolicy !== 'Always')
  const running = [...amounts(containers), ...amounts(sidecars)].reduce(addQuantities, zeroQuantity)
  const starting = amounts(steps).reduce<Quantity>(maxQuantity, zeroQuantity)
  return addQuantities(maxQuantity(running, starting), (overhead as Resources | undefined)?.[resource] ?? '0')
}

export const isPodResource = (name: string): boolean =>
  name === 'pods' ||
  ['cpu', 'memory', 'ephemeral-storage'].includes(name.replace(/^(requests|limits)\./, '')) ||
  (name.startsWith('requests.') && !name.startsWith('requests.storage')) ||
  name.startsWith('hugepages-')

/** Whether a pod counts for a quota: only while it has not ended, and only if it is of the quota's scopes. */
export function countsFor({spec}: ResourceQuota, pod: Pod): boolean {
  if (isPodFinished(pod)) return false
  const scopes = (spec?.scopes ?? []).map(scopeName => ({scopeName, operator: 'Exists', values: [] as string[]}))
  const selected = (spec?.scopeSelector?.matchExpressions ?? []).map(({scopeName, operator, values = []}) => ({
    scopeName,
    operator,
    values,
  }))
  return [...scopes, ...selected].every(scope => isInScope(scope, pod))
}

function isInScope(
  {scopeName, operator, values}: {scopeName: string; operator: string; values: string[]},
  {spec}: Pod,
): boolean {
  const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])]
  const bestEffort = containers.every(
    ({resources}) =>
      !Object.keys({...resources?.requests, ...resources?.limits}).some(name => name === 'cpu' || name === 'memory'),
  )
  const terminating = spec?.activeDeadlineSeconds !== undefined
  const priorityClass = spec?.priorityClassName
  switch (scopeName) {
    case 'BestEffort':
      return bestEffort
    case 'NotBestEffort':
      return !bestEffort
    case 'Terminating':
      return terminating
    case 'NotTerminating':
      return !terminating
    case 'CrossNamespacePodAffinity':
      return [spec?.affinity?.podAffinity, spec?.affinity?.podAntiAffinity].some(affinity =>
        JSON.stringify(affinity ?? {}).includes('"namespace'),
      )
    case 'PriorityClass':
      if (operator === 'Exists') return priorityClass !== undefined
      if (operator === 'DoesNotExist') return priorityClass === undefined
      return values.includes(priorityClass ?? '') === (operator === 'In')
    default:
      return false
  }
}
