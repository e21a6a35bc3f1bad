import {repeats} from './repeats.ts'
import type {UnitOutcome} from './run-unit.ts'
import type {ServiceRecord, ServiceView} from './service-record.ts'
import {exitName, titleOf} from './service-wording.ts'

/** A service's record once systemd has begun it, at a time, as the process `pid`; it may have ended at once. */
export function begunRecord(
  service: string,
  {record: before, unit}: ServiceView,
  {argv, ...started}: UnitOutcome,
  {now, pid, journal}: {now: number; pid: number; journal: ServiceRecord['journal']},
): ServiceRecord {
  const record: ServiceRecord = {...before, pid, began: now, argv, journal: [...journal]}
  delete record.retryAt
  const say = (who: string, by: number, texts: readonly string[]) =>
    record.journal.push(...texts.map(text => ({at: now, who, pid: by, text})))
  say('systemd', 1, [`Started ${titleOf(service, unit)}.`])
  say(started.who ?? service, pid, started.said)
  if (started.exitCode === undefined) {
    Object.assign(record, {state: 'active', since: now, program: started.state})
    delete record.exitCode
    delete record.complaint
    return record
  }
  const name = `${service}.service`
  say('systemd', 1, [
    `${name}: Main process exited, code=exited, status=${exitName(started.exitCode)}`,
    `${name}: Failed with result 'exit-code'.`,
  ])
  Object.assign(record, {
    state: unit.restarts ? 'waiting' : 'failed',
    since: before.state === 'waiting' ? before.since : now,
    exitCode: started.exitCode,
    complaint: started.said,
  })
  delete record.program
  return record
}

/** A service's record once it has been stopped. */
export function endedRecord(service: string, view: ServiceView, at: number): ServiceRecord {
  const title = titleOf(service, view.unit)
  const wasActive = view.record.state === 'active'
  const texts = [
    ...(wasActive ? [`Stopping ${title}...`, `${service}.service: Deactivated successfully.`] : []),
    `Stopped ${title}.`,
  ]
  const record: ServiceRecord = {...view.record, state: 'inactive', since: at}
  record.journal = [
    ...record.journal,
    ...repeats(service, view, at),
    ...texts.map(text => ({at, who: 'systemd', pid: 1, text})),
  ]
  if (wasActive) record.exitCode = 0
  delete record.retryAt
  delete record.program
  return record
}
