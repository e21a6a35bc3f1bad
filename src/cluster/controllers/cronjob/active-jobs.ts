import type {CronJob, Job, ObjectReference} from '../../../api/kinds.ts'
import {findCondition} from '../condition.ts'

/** How a job ended; undefined while it runs. */
export const endOf = (job: Job): 'Complete' | 'Failed' | undefined => {
  const ended = (type: string) => findCondition(job.status?.conditions, type)?.status === 'True'
  return ended('Complete') ? 'Complete' : ended('Failed') ? 'Failed' : undefined
}

export const referenceTo = ({metadata}: Job): ObjectReference => ({
  kind: 'Job',
  namespace: metadata.namespace,
  name: metadata.name,
  uid: metadata.uid,
  apiVersion: 'batch/v1',
  resourceVersion: metadata.resourceVersion,
})

/** Finished jobs beyond the limits of the history, oldest first. */
export function expiredHistory({spec}: CronJob, jobs: readonly Job[]): Job[] {
  const oldest = (of: 'Complete' | 'Failed', limit: number | undefined): Job[] => {
    if (limit === undefined) return []
    const ended = jobs.filter(job => endOf(job) === of).sort(byStart)
    return ended.slice(0, Math.max(0, ended.length - limit))
  }
  return [...oldest('Complete', spec?.successfulJobsHistoryLimit), ...oldest('Failed', spec?.failedJobsHistoryLimit)]
}

const byStart = (a: Job, b: Job): number => (startOf(a) < startOf(b) ? -1 : 1)
const startOf = ({status, metadata}: Job): string => `${status?.startTime ?? '9'} ${metadata.name}`
