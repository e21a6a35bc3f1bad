import {defaultBuckets} from '../../runtime/metrics/default-buckets.ts'
import type {Durations} from '../../runtime/metrics/durations.ts'
import type {Metrics} from '../../runtime/metrics/metrics.ts'
import {stopwatch} from '../../runtime/metrics/stopwatch.ts'

/** How long the rules of custom resources take. */
export interface ExpressionTimes {
  compiling: Durations
  evaluating: Durations
}

export function expressionTimes(metrics: Metrics): ExpressionTimes {
  const times = {
    compiling: metrics.histogram(
      'apiserver_cel_compilation_duration_seconds',
      '[BETA] CEL compilation time in seconds.',
      defaultBuckets,
    ),
    evaluating: metrics.histogram(
      'apiserver_cel_evaluation_duration_seconds',
      '[BETA] CEL evaluation time in seconds.',
      defaultBuckets,
    ),
  }
  for (const durations of Object.values(times)) durations.at({})
  return times
}

/** Does work and notes how long it took. */
export function timed<T>(durations: Durations | undefined, work: () => T): T {
  if (!durations) return work()
  const elapsed = stopwatch()
  const result = work()
  durations.record({}, elapsed())
  return result
}
