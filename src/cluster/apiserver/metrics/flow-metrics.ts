import type {FlowControl} from '../flow-control/index.ts'
import {metric} from '../../runtime/metrics/exposition.ts'

/** What priority and fairness has to tell. */
export function flowMetrics({dispatched, rejected, levels}: FlowControl): string {
  const ofLevels = (read: (level: (typeof levels)[number]) => number) =>
    levels.map(level => ({labels: {priority_level: level.name}, value: read(level)}))
  return [
    metric(
      'apiserver_flowcontrol_current_executing_seats',
      'gauge',
      '[BETA] Concurrency (number of seats) occupied by the currently executing (initial stage for a WATCH, any stage otherwise) requests in the API Priority and Fairness subsystem',
      ofLevels(({executing}) => executing),
    ),
    metric(
      'apiserver_flowcontrol_current_inqueue_seats',
      'gauge',
      '[ALPHA] Number of seats currently pending in queues of the API Priority and Fairness subsystem',
      ofLevels(({inQueue}) => inQueue),
    ),
    metric(
      'apiserver_flowcontrol_dispatched_requests_total',
      'counter',
      '[BETA] Number of requests executed by API Priority and Fairness subsystem',
      [...dispatched].map(([key, value]) => ({labels: labelsOf(key), value})),
    ),
    metric(
      'apiserver_flowcontrol_nominal_limit_seats',
      'gauge',
      '[BETA] Nominal number of execution seats configured for each priority level',
      ofLevels(({seats}) => (Number.isFinite(seats) ? seats : 0)),
    ),
    metric(
      'apiserver_flowcontrol_rejected_requests_total',
      'counter',
      '[BETA] Number of requests rejected by API Priority and Fairness subsystem',
      [...rejected].map(([key, value]) => ({labels: labelsOf(key), value})),
    ),
  ].join('')
}

function labelsOf(key: string): Record<string, string> {
  const [schema = '', level = '', reason] = key.split('|')
  return {flow_schema: schema, priority_level: level, ...(reason && {reason})}
}
