import type {PodDisruptionBudget} from '../../../api/kinds.ts'
import {timestamp} from '../../runtime/clock.ts'
import {findCondition, withCondition} from '../condition.ts'

type Status = PodDisruptionBudget['status']

export interface BudgetCounts {
  expected: number
  desiredHealthy: number
  healthy: number
  /** Pods whose eviction is under way, and since when. */
  disrupted: Record<string, string>
}

/** The status that a budget has when its pods have been counted. */
export function countedStatus(budget: PodDisruptionBudget, counts: BudgetCounts, now: number): Status {
  const {expected, desiredHealthy, healthy, disrupted} = counts
  const allowed = expected <= 0 ? 0 : Math.max(0, healthy - desiredHealthy)
  const reason = allowed > 0 ? 'SufficientPods' : 'InsufficientPods'
  const {conditions} = budget.status ?? {}
  const known = findCondition(conditions, 'DisruptionAllowed')
  const observedGeneration = budget.metadata.generation ?? 0
  const current = known?.reason === reason && known.observedGeneration === observedGeneration
  const condition = {status: allowed > 0 ? 'True' : 'False', reason, message: '', observedGeneration}
  return {
    conditions: current ? conditions : withCondition(conditions, disruptionAllowed(condition, now)),
    currentHealthy: healthy,
    desiredHealthy,
    disruptionsAllowed: allowed,
    expectedPods: expected,
    observedGeneration,
    ...(Object.keys(disrupted).length > 0 && {disruptedPods: disrupted}),
  }
}

/** The status of a budget whose pods cannot be counted: none of them may go. Undefined where it says so already. */
export function failedStatus(budget: PodDisruptionBudget, message: string, now: number): Status | undefined {
  const {conditions, observedGeneration = 0, disruptionsAllowed} = budget.status ?? {}
  const known = findCondition(conditions, 'DisruptionAllowed')
  if (known?.reason === 'SyncFailed' && known.message === message && disruptionsAllowed === 0) return undefined
  const condition = {status: 'False', reason: 'SyncFailed', message, observedGeneration}
  return {
    currentHealthy: 0,
    desiredHealthy: 0,
    expectedPods: 0,
    ...budget.status,
    conditions: withCondition(conditions, disruptionAllowed(condition, now)),
    disruptionsAllowed: 0,
  }
}

const disruptionAllowed = <C extends object>(condition: C, now: number) => ({
  type: 'DisruptionAllowed',
  ...condition,
  lastTransitionTime: timestamp(now),
})
