import type {Node, Pod} from '../../../../api/kinds.ts'
import {matchesSelector} from '../../../runtime/label-selector.ts'
import {requiredAffinityMatches} from '../../../runtime/node-selector.ts'
import {tolerates} from '../../../runtime/tolerations.ts'
import type {NodeInfo} from '../../cache/node-info.ts'

export type Constraint = NonNullable<NonNullable<Pod['spec']>['topologySpreadConstraints']>[number]

export const constraintsOf = (pod: Pod, when: 'DoNotSchedule' | 'ScheduleAnyway'): Constraint[] =>
  (pod.spec?.topologySpreadConstraints ?? []).filter(({whenUnsatisfiable}) => whenUnsatisfiable === when)

/** Whether a node's pods count for a constraint: it has all the topology keys, and the pod could go there as far as the constraint's policies care. */
export function nodeCounts(pod: Pod, constraint: Constraint, node: Node): boolean {
  if ((constraint.nodeAffinityPolicy ?? 'Honor') === 'Honor' && !requiredAffinityMatches(pod.spec, node)) return false
  if ((constraint.nodeTaintsPolicy ?? 'Ignore') !== 'Honor') return true
  return (node.spec?.taints ?? []).every(
    taint => taint.effect === 'PreferNoSchedule' || tolerates(pod.spec?.tolerations, taint),
  )
}

/** Whether a pod is of the kind that a constraint of `owner` spreads. Terminating pods do not count. */
export const podCounts = (owner: Pod, constraint: Constraint, other: Pod): boolean =>
  other.metadata.namespace === owner.metadata.namespace &&
  !other.metadata.deletionTimestamp &&
  matchesSelector(selectorOf(owner, constraint), other.metadata.labels)

export function matchingPods(owner: Pod, constraint: Constraint, node: NodeInfo): number {
  let count = 0
  for (const other of node.pods.values()) if (podCounts(owner, constraint, other)) count += 1
  return count
}

/** The constraint's selector with the owner's own values for its matchLabelKeys. */
export function selectorOf(owner: Pod, {labelSelector, matchLabelKeys}: Constraint): Constraint['labelSelector'] {
  const keys = (matchLabelKeys ?? []).filter(key => owner.metadata.labels?.[key] !== undefined)
  if (keys.length === 0) return labelSelector
  const own = Object.fromEntries(keys.map(key => [key, owner.metadata.labels![key]!]))
  return {...labelSelector, matchLabels: {...labelSelector?.matchLabels, ...own}}
}
