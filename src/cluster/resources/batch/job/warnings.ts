import type {Job} from '../../../../api/kinds.ts'
import {podNameWarnings} from '../../core/pod/template-warnings.ts'
import {podTemplateWarnings} from '../../core/pod/warnings.ts'
import {sameMeaning} from '../../validation/equality.ts'

const manyIndexes =
  'In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail'

export function jobWarnings(job: Job, old?: Job): string[] {
  if (old && sameMeaning(job.spec, old.spec)) return []
  return [...(old ? [] : podNameWarnings(job)), ...jobSpecWarnings('spec', job.spec)]
}

/** What a client should know of a job, or of the jobs that a cron job makes. */
export function jobSpecWarnings(path: string, spec: Job['spec']): string[] {
  const {completionMode, completions = 0, parallelism = 0, template} = spec ?? {}
  const isHuge = completionMode === 'Indexed' && completions > 100_000 && parallelism > 10_000
  return [...(isHuge ? [`${path}: ${manyIndexes}`] : []), ...podTemplateWarnings(`${path}.template`, template)]
}
