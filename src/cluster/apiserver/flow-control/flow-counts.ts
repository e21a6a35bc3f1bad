import {Durations} from '../../runtime/metrics/durations.ts'
import {exponential, Numbers} from '../../runtime/metrics/metrics.ts'

/** Seconds. */
const bounds = [0, 0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30]

/** What priority and fairness counts by flow schema and priority level. */
export class FlowCounts {
  readonly dispatched = new Numbers()
  readonly rejected = new Numbers()
  readonly executingRequests = new Numbers()
  readonly executingSeats = new Numbers()
  readonly queuedRequests = new Numbers()
  readonly queuedSeats = new Numbers()
  readonly waits = new Durations(bounds)
  readonly executions = new Durations(bounds)
  readonly widths = new Durations([...exponential(1, 2, 7), 100])
}
