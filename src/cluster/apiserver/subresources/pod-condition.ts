import type {PodCondition} from '../../../api/kinds.ts'

/** A pod's conditions with one of them set, in its place; when it came about is said anew only if it has changed. */
export function withPodCondition(
  conditions: readonly PodCondition[] = [],
  condition: Pick<PodCondition, 'type' | 'status' | 'reason' | 'message'>,
  now: string,
): PodCondition[] {
  const {type, status, ...why} = condition
  const known = conditions.find(each => each.type === type)
  const lastTransitionTime = known?.status === status ? known.lastTransitionTime : now
  const made = {type, status, lastProbeTime: null, lastTransitionTime, ...why} as unknown as PodCondition
  return known ? conditions.map(each => (each === known ? made : each)) : [...conditions, made]
}
