import type {FlowControl} from '../flow-control/index.ts'
import {histogram, metric} from '../../runtime/metrics/exposition.ts'

type Level = FlowControl['levels'][number]

/** What is told of each level: name, help, and where it stands. */
const gauges: [name: string, help: string, read: (level: Level) => number][] = [
  ['nominal_limit_seats', '[BETA] Seats that a level has by itself', ({limits}) => limits.nominal],
  ['lower_limit_seats', '[ALPHA] Seats that a level has when it has lent all that it may', ({limits}) => limits.lower],
  ['upper_limit_seats', '[ALPHA] Seats that a level can have by borrowing', ({limits}) => limits.upper],
  ['current_limit_seats', '[ALPHA] Seats that a level has now', ({seats}) => seats],
  ['target_seats', '[ALPHA] Seats that a level was to have', ({target}) => target],
  ['demand_seats_average', '[ALPHA] Mean demand of the last period', ({demand}) => demand.statistics.average],
  ['demand_seats_high_watermark', '[ALPHA] Highest demand of the last period', ({demand}) => demand.statistics.highest],
  ['demand_seats_smoothed', '[ALPHA] Demand, smoothed', ({demand}) => demand.statistics.smoothed],
  ['demand_seats_stdev', '[ALPHA] Deviation of demand in the last period', ({demand}) => demand.statistics.deviation],
]

/** What priority and fairness has to tell. */
export function flowMetrics({counts, levels, fairFraction}: FlowControl): string {
  const name = (rest: string) => `apiserver_flowcontrol_${rest}`
  return [
    ...gauges.map(([rest, help, read]) =>
      metric(
        name(rest),
        'gauge',
        help,
        levels.map(level => ({labels: {priority_level: level.name}, value: read(level)})),
      ),
    ),
    metric(name('seat_fair_frac'), 'gauge', '[ALPHA] Fraction of its target that each level can have', [
      {value: fairFraction},
    ]),
    metric(name('current_executing_requests'), 'gauge', '[BETA] Requests under way', counts.executingRequests.samples),
    metric(name('current_executing_seats'), 'gauge', '[BETA] Seats taken', counts.executingSeats.samples),
    metric(name('current_inqueue_requests'), 'gauge', '[BETA] Requests in queues', counts.queuedRequests.samples),
    metric(name('current_inqueue_seats'), 'gauge', '[ALPHA] Seats waited for', counts.queuedSeats.samples),
    metric(name('dispatched_requests_total'), 'counter', '[BETA] Requests let in', counts.dispatched.samples),
    metric(name('rejected_requests_total'), 'counter', '[BETA] Requests refused', counts.rejected.samples),
    histogram(name('request_wait_duration_seconds'), '[BETA] How long requests waited', counts.waits),
    histogram(name('request_execution_seconds'), '[ALPHA] How long requests were under way', counts.executions),
    histogram(name('work_estimated_seats'), '[ALPHA] How many seats requests were taken to need', counts.widths),
  ].join('')
}
