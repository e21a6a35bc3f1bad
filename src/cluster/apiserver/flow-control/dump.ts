import type {FlowControl} from './flow-control.ts'
import type {PriorityLevel} from './priority-level.ts'

/** What `/debug/api_priority_and_fairness/dump_…` answers; undefined where there is no such dump. */
export function flowDump(path: string, control: FlowControl): string | undefined {
  const levels = [...control.levels].sort((a, b) => (a.name < b.name ? -1 : 1))
  switch (path.replace('/debug/api_priority_and_fairness/', '')) {
    case 'dump_priority_levels':
      return table([levelColumns, ...levels.map(levelRow)])
    case 'dump_queues':
      return table([queueColumns, ...levels.flatMap(queueRows)])
    case 'dump_requests':
      return table([requestColumns, ...levels.flatMap(requestRows)])
    default:
      return undefined
  }
}

const levelColumns =
  'PriorityLevelName ActiveQueues IsIdle IsQuiescing WaitingRequests ExecutingRequests DispatchedRequests RejectedRequests TimedoutRequests CancelledRequests'.split(
    ' ',
  )
const queueColumns =
  'PriorityLevelName Index PendingRequests ExecutingRequests SeatsInUse NextDispatchR InitialSeatsSum MaxSeatsSum TotalWorkSum'.split(
    ' ',
  )
const requestColumns =
  'PriorityLevelName FlowSchemaName QueueIndex RequestIndexInQueue FlowDistingsher ArriveTime InitialSeats FinalSeats AdditionalLatency StartTime'.split(
    ' ',
  )

function levelRow({name, queues, isIdle, requests, counts}: PriorityLevel): string[] {
  const waiting = queues.reduce((sum, queue) => sum + queue.waiting.length, 0)
  const active = queues.filter(queue => queue.waiting.length > 0).length
  const numbers = [waiting, requests.size, counts.dispatched, counts.rejected, counts.timedOut, 0]
  return [name, String(active), String(isIdle), 'false', ...numbers.map(String)]
}

const queueRows = ({name, queues}: PriorityLevel): string[][] =>
  queues.map(({waiting, executing, seatsInUse, next}, index) => {
    const seats = waiting.reduce((sum, {request}) => sum + request.width, 0)
    const numbers = [index, waiting.length, executing, seatsInUse].map(String)
    return [name, ...numbers, seatSeconds(next), String(seats), String(seats), seatSeconds(seats)]
  })

function requestRows({name, queues, requests}: PriorityLevel): string[][] {
  const row = (request: (typeof queues)[number]['waiting'][number]['request'], index: number): string[] => [
    name,
    request.schema,
    String(request.queue),
    String(index),
    request.flow.slice(request.schema.length + 1),
    time(request.arrived),
    String(request.width),
    '0',
    '0s',
    request.started === undefined ? '0001-01-01T00:00:00Z' : time(request.started),
  ]
  return [
    ...queues.flatMap(({waiting}) => waiting.map(({request}, index) => row(request, index))),
    ...[...requests].map(request => row(request, -1)),
  ]
}

const time = (milliseconds: number): string => new Date(milliseconds).toISOString()

const seatSeconds = (value: number): string => `${value.toFixed(8)}ss`

/** Cells with a comma and a blank after each but the last of a line, in columns as wide as their widest. */
function table(rows: readonly string[][]): string {
  const cells = rows.map(row => row.map((cell, index) => (index < row.length - 1 ? `${cell},` : cell)))
  const widths = rows[0]!.map((_, column) => Math.max(8, ...cells.map(row => row[column]!.length + 1)))
  return cells
    .map(
      row => `${row.map((cell, column) => (column < row.length - 1 ? cell.padEnd(widths[column]!) : cell)).join('')}\n`,
    )
    .join('')
}
