import type {HorizontalPodAutoscaler} from '../../../api/kinds.ts'
import {behaviorOf, limitOf, type Recommendation, type ScaleChange, stabilize} from './behavior.ts'

/** Takes a condition. */
export type Note = (type: string, state: string, reason: string, message: string) => void

/** A recommendation within stabilization, policies and limits. */
export function bound(
  hpa: HorizontalPodAutoscaler,
  {
    recommended,
    current,
    recent,
    changes,
    now,
  }: {
    recommended: number
    current: number
    recent: readonly Recommendation[]
    changes: readonly ScaleChange[]
    now: number
  },
  note: Note,
): number {
  const steady = stabilize(hpa, recent, recommended, current, now)
  if (steady > recommended)
    note(
      'AbleToScale',
      'True',
      'ScaleDownStabilized',
      'recent recommendations were higher than current one, applying the highest recent recommendation',
    )
  else if (steady < recommended)
    note(
      'AbleToScale',
      'True',
      'ScaleUpStabilized',
      'recent recommendations were lower than current one, applying the lowest recent recommendation',
    )
  else note('AbleToScale', 'True', 'ReadyForNewScale', 'recommended size matches current size')
  const {minReplicas = 1, maxReplicas = 1} = hpa.spec ?? {}
  const {up, down} = behaviorOf(hpa)
  const growing = steady > current
  const reach = steady === current ? current : limitOf(growing ? up : down, changes, current, growing, now)
  const paced = growing ? Math.min(steady, reach) : Math.max(steady, reach)
  const limited = (reason: string, message: string, value: number): number => {
    note('ScalingLimited', 'True', reason, message)
    return value
  }
  if (paced > maxReplicas)
    return limited('TooManyReplicas', 'the desired replica count is more than the maximum replica count', maxReplicas)
  if (paced < minReplicas)
    return limited('TooFewReplicas', 'the desired replica count is less than the minimum replica count', minReplicas)
  if (paced !== steady)
    return growing
      ? limited('ScaleUpLimit', 'the desired replica count is increasing faster than the maximum scale rate', paced)
      : limited('ScaleDownLimit', 'the desired replica count is decreasing faster than the maximum scale rate', paced)
  note('ScalingLimited', 'False', 'DesiredWithinRange', 'the desired count is within the acceptable range')
  return paced
}
