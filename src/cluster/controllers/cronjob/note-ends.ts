import type {CronJob, Job, ObjectReference} from '../../../api/kinds.ts'
import type {Say} from '../say.ts'
import {endOf} from './active-jobs.ts'

type Status = NonNullable<CronJob['status']>

/** The status of a CronJob with jobs that have ended or gone taken from the active ones; says so in events. */
export function noteEnds(cronJob: CronJob, owned: readonly Job[], say: Say): Status {
  const status = {...cronJob.status}
  let active: ObjectReference[] = status.active ?? []
  for (const job of owned) {
    const end = endOf(job)
    const listed = active.some(({uid}) => uid === job.metadata.uid)
    if (!listed && !end && job.metadata.deletionTimestamp === undefined) {
      const message = `Saw a job that the controller did not create or forgot: ${job.metadata.name}`
      say(cronJob, 'Warning', 'UnexpectedJob', message)
    }
    if (listed && end) {
      active = active.filter(({uid}) => uid !== job.metadata.uid)
      say(cronJob, 'Normal', 'SawCompletedJob', `Saw completed job: ${job.metadata.name}, condition: ${end}`)
    }
    const completed = end === 'Complete' ? job.status?.completionTime : undefined
    if (completed && completed > (status.lastSuccessfulTime ?? '')) status.lastSuccessfulTime = completed
  }
  for (const {uid, name} of active) {
    if (owned.some(job => job.metadata.uid === uid)) continue
    active = active.filter(reference => reference.uid !== uid)
    say(cronJob, 'Normal', 'MissingJob', `Active job went missing: ${name}`)
  }
  status.active = active.length > 0 ? active : undefined
  return withoutUnset(status)
}

const withoutUnset = <T extends object>(object: T): T =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T
