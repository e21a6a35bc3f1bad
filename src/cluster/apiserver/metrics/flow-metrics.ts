import {histogram, metric} from '../../runtime/metrics/exposition.ts'
import type {FlowControl} from '../flow-control/index.ts'

type Level = FlowControl['levels'][number]

/** What is told of each level: name, help, and where it stands. */
const gauges: [name: string, help: string, read: (level: Level) => number][] = [
  [
    'nominal_limit_seats',
    '[BETA] Nominal number of execution seats configured for each priority level',
    ({limits}) => limits.nominal,
  ],
  [
    'lower_limit_seats',
    '[ALPHA] Configured lower bound on number of execution seats available to each priority level',
    ({limits}) => limits.lower,
  ],
  [
    'upper_limit_seats',
    '[ALPHA] Configured upper bound on number of execution seats available to each priority level',
    ({limits}) => limits.upper,
  ],
  [
    'current_limit_seats',
    '[ALPHA] current derived number of execution seats available to each priority level',
    ({seats}) => seats,
  ],
  ['target_seats', '[ALPHA] Seat allocation targets', ({target}) => target],
  [
    'demand_seats_average',
    '[ALPHA] Time-weighted average, over last adjustment period, of demand_seats',
    ({demand}) => demand.statistics.average,
  ],
  [
    'demand_seats_high_watermark',
    '[ALPHA] High watermark, over last adjustment period, of demand_seats',
    ({demand}) => demand.statistics.highest,
  ],
  ['demand_seats_smoothed', '[ALPHA] Smoothed seat demands', ({demand}) => demand.statistics.smoothed],
  [
    'demand_seats_stdev',
    '[ALPHA] Time-weighted standard deviation, over last adjustment period, of demand_seats',
    ({demand}) => demand.statistics.deviation,
  ],
]

/** What priority and fairness has to tell. */
export function flowMetrics({counts, levels, fairFraction, waiting}: FlowControl): string {
  const name = (rest: string) => `apiserver_flowcontrol_${rest}`
  return [
    metric(
      'apiserver_current_inqueue_requests',
      'gauge',
      '[ALPHA] Maximal number of queued requests in this apiserver per request kind in last second.',
      Object.entries(waiting).map(([kind, value]) => ({labels: {request_kind: kind}, value})),
    ),
    ...gauges.map(([rest, help, read]) =>
      metric(
        name(rest),
        'gauge',
        help,
        levels.map(level => ({labels: {priority_level: level.name}, value: read(level)})),
      ),
    ),
    metric(
      name('seat_fair_frac'),
      'gauge',
      "[ALPHA] Fair fraction of server's concurrency to allocate to each priority level that can use it",
      [{value: fairFraction}],
    ),
    metric(
      name('current_executing_requests'),
      'gauge',
      '[BETA] Number of requests in initial (for a WATCH) or any (for a non-WATCH) execution stage in the API Priority and Fairness subsystem',
      counts.executingRequests.samples,
    ),
    metric(
      name('current_executing_seats'),
      'gauge',
      '[BETA] Concurrency (number of seats) occupied by the currently executing (initial stage for a WATCH, any stage otherwise) requests in the API Priority and Fairness subsystem',
      counts.executingSeats.samples,
    ),
    metric(
      name('current_inqueue_requests'),
      'gauge',
      '[BETA] Number of requests currently pending in queues of the API Priority and Fairness subsystem',
      counts.queuedRequests.samples,
    ),
    metric(
      name('current_inqueue_seats'),
      'gauge',
      '[ALPHA] Number of seats currently pending in queues of the API Priority and Fairness subsystem',
      counts.queuedSeats.samples,
    ),
    metric(
      name('dispatched_requests_total'),
      'counter',
      '[BETA] Number of requests executed by API Priority and Fairness subsystem',
      counts.dispatched.samples,
    ),
    metric(name('rejected_requests_total'), 'counter', '[BETA] Requests refused', counts.rejected.samples),
    histogram(
      name('request_wait_duration_seconds'),
      '[BETA] Length of time a request spent waiting in its queue',
      counts.waits,
    ),
    histogram(
      name('request_execution_seconds'),
      '[ALPHA] Duration of initial stage (for a WATCH) or any (for a non-WATCH) stage of request execution in the API Priority and Fairness subsystem',
      counts.executions,
    ),
    histogram(
      name('work_estimated_seats'),
      '[ALPHA] Number of estimated seats (maximum of initial and final seats) associated with requests in API Priority and Fairness',
      counts.widths,
    ),
  ].join('')
}
