import type {Durations} from '../../runtime/metrics/durations.ts'
import type {Metrics} from '../../runtime/metrics/metrics.ts'
import {stopwatch} from '../../runtime/metrics/stopwatch.ts'

export type Filter = 'authentication' | 'audit' | 'impersonation' | 'priorityandfairness' | 'authorization'

/** Told each time a request has passed a filter. */
export type Passed = (filter: Filter) => void

/** Seconds. */
const bounds = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 5, 10, 15, 30]

/** How long requests are in each filter on their way. */
export const filterDurations = (metrics: Metrics): Durations =>
  metrics.histogram(
    'apiserver_request_filter_duration_seconds',
    '[ALPHA] Request filter latency distribution in seconds, for each filter type',
    bounds,
  )

/** Follows one request. */
export function filterTimes(durations: Durations): Passed {
  const seconds = stopwatch()
  let before = 0
  return filter => {
    const now = seconds()
    durations.record({filter}, now - before)
    before = now
  }
}
