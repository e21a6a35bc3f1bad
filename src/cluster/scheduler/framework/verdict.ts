/** Why a plugin turned a node, or the whole pod, down. */
export type VerdictCode =
  /** Other pods are in the way: preemption or their end may help. */
  | 'Unschedulable'
  /** Nothing that happens to other pods will help. */
  | 'UnschedulableAndUnresolvable'
  /** The pod has to wait for something outside the scheduler; it is not retried until that happens. */
  | 'Pending'
  | 'Error'

export interface Verdict {
  code: VerdictCode
  reasons: string[]
  /** Who said so; the framework fills it in. */
  plugin?: string
}

export const unschedulable = (...reasons: string[]): Verdict => ({code: 'Unschedulable', reasons})
export const unresolvable = (...reasons: string[]): Verdict => ({code: 'UnschedulableAndUnresolvable', reasons})
export const failed = (reason: string): Verdict => ({code: 'Error', reasons: [reason]})

/** A plugin that has nothing to say about this pod in this cycle. */
export const skip = Symbol('skip')
export type Skip = typeof skip
