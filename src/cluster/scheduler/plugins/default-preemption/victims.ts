import type {Pod, PodDisruptionBudget} from '../../../../api/kinds.ts'
import {matchesSelector} from '../../../runtime/label-selector.ts'
import type {NodeInfo} from '../../cache/node-info.ts'
import type {CycleState} from '../../framework/cycle-state.ts'
import type {Framework} from '../../framework/framework.ts'
import {unresolvable, type Verdict} from '../../framework/verdict.ts'

/** A node that would take the pod if these went. */
export interface Candidate {
  node: string
  /** The most important first. */
  victims: Pod[]
  /** How many of them a PodDisruptionBudget would rather keep. */
  violations: number
}

interface Question {
  framework: Framework
  state: CycleState
  pod: Pod
  node: NodeInfo
  budgets: PodDisruptionBudget[]
}

/** The fewest, least important pods whose end would make the pod fit on a node; or why their end would not. */
export function victimsOn({framework, state, pod, node, budgets}: Question): Candidate | Verdict {
  const trial = state.clone()
  const copy = node.clone()
  const remove = (victim: Pod) => {
    copy.removePod(victim.metadata.uid!)
    framework.removePod(trial, pod, victim, copy)
  }
  const restore = (victim: Pod) => {
    copy.addPod(victim)
    framework.addPod(trial, pod, victim, copy)
  }
  const lower = [...node.pods.values()].filter(other => (other.spec?.priority ?? 0) < (pod.spec?.priority ?? 0))
  if (lower.length === 0) return unresolvable('No preemption victims found for incoming pod')
  for (const other of lower) remove(other)
  const refusal = framework.filter(trial, pod, copy)
  if (refusal) return refusal
  lower.sort(moreImportant)
  const {violating, others} = splitByBudgets(lower, budgets)
  const victims: Pod[] = []
  let violations = 0
  for (const [group, counts] of [
    [violating, 1],
    [others, 0],
  ] as const) {
    for (const other of group) {
      restore(other)
      if (!framework.filter(trial, pod, copy)) continue
      remove(other)
      victims.push(other)
      violations += counts
    }
  }
  return {node: node.name, victims: victims.sort(moreImportant), violations}
}

/** Higher priority first, then the one that has run longer. */
function moreImportant(a: Pod, b: Pod): number {
  const difference = (b.spec?.priority ?? 0) - (a.spec?.priority ?? 0)
  if (difference !== 0) return difference
  return (a.status?.startTime ?? '').localeCompare(b.status?.startTime ?? '')
}

/** Which of these a budget could not spare, counting each eviction against it. */
function splitByBudgets(pods: Pod[], budgets: PodDisruptionBudget[]): {violating: Pod[]; others: Pod[]} {
  const allowed = new Map(budgets.map(budget => [budget, budget.status?.disruptionsAllowed ?? 0]))
  const violating: Pod[] = []
  const others: Pod[] = []
  for (const pod of pods) {
    let violates = false
    for (const budget of budgets) {
      if (
        budget.metadata.namespace !== pod.metadata.namespace ||
        !matchesSelector(budget.spec?.selector, pod.metadata.labels)
      )
        continue
      if (budget.status?.disruptedPods?.[pod.metadata.name!]) continue
      const left = allowed.get(budget)! - 1
      allowed.set(budget, left)
      violates ||= left < 0
    }
    ;(violates ? violating : others).push(pod)
  }
  return {violating, others}
}
