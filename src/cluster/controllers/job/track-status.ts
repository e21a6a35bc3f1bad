import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import type {Job, Pod} from '../../../api/kinds.ts'
import {isNotFound} from '../../../api/status-error.ts'
import {timestamp} from '../../runtime/clock.ts'
import type {ObjectClient} from '../../runtime/object-client.ts'
import {compact} from '../compact.ts'
import {completionIndex, formatIndexes, isIndexed, parseIndexes} from './completion-index.ts'
import {type JobCondition, jobCondition} from './job-conditions.ts'
import {countsAsFailure, hasSucceeded, isTracked, type JobPods, trackingFinalizer} from './job-pods.ts'

type JobStatus = NonNullable<Job['status']>

export interface TrackOptions {
  job: Job
  pods: readonly Pod[]
  survey: JobPods
  /** The status but for its counters. */
  status: JobStatus
  outcome: JobCondition | undefined
  objects: ObjectClient
  now: number
}

/**
 * Counts every ended pod exactly once, whatever happens in between (KEP-2307): first its uid is noted in the status, then its finalizer goes, then it
 * is counted. Returns the job as last written.
 */
export async function trackStatus(options: TrackOptions): Promise<Job> {
  const {job, survey, objects} = options
  const noted = noteFinished(options)
  let written = await writeStatus(objects, job, noted)
  await Promise.all(survey.finished.map(pod => untrack(objects, pod)))
  const counted = countNoted(written)
  const settled = options.outcome && isSettled(options, counted) ? finish(options, counted) : counted
  written = await writeStatus(objects, written, settled)
  return written
}

function noteFinished({job, survey, status}: TrackOptions): JobStatus {
  const uncounted = job.status?.uncountedTerminatedPods ?? {}
  const succeeded = new Set(uncounted.succeeded)
  const failed = new Set(uncounted.failed)
  const completed = parseIndexes(job.status?.completedIndexes)
  for (const pod of survey.finished) {
    const uid = pod.metadata.uid!
    if (succeeded.has(uid) || failed.has(uid)) continue
    const index = completionIndex(job, pod)
    if (hasSucceeded(pod)) {
      if (!isIndexed(job)) succeeded.add(uid)
      else if (index !== undefined) completed.add(index)
    } else if (countsAsFailure(job, pod)) failed.add(uid)
  }
  return omitUnset({
    ...status,
    succeeded: isIndexed(job) ? completed.size : status.succeeded,
    completedIndexes: formatIndexes(completed),
    failedIndexes: survey.failedIndexes ? formatIndexes(survey.failedIndexes) || undefined : undefined,
    uncountedTerminatedPods: compact({succeeded: [...succeeded], failed: [...failed]}),
  })
}

/** All noted pods have lost their finalizers by now. */
const countNoted = ({status = {}}: Job): JobStatus =>
  omitUnset({
    ...status,
    succeeded: (status.succeeded ?? 0) + (status.uncountedTerminatedPods?.succeeded?.length ?? 0),
    failed: (status.failed ?? 0) + (status.uncountedTerminatedPods?.failed?.length ?? 0),
    uncountedTerminatedPods: {},
  })

/** The end is only declared when no pod of the job runs or is still going. */
const isSettled = ({pods, survey}: TrackOptions, status: JobStatus): boolean =>
  (status.active ?? 0) === 0 && (status.terminating ?? 0) === 0 && pods.length >= survey.finished.length

function finish({outcome, now}: TrackOptions, status: JobStatus): JobStatus {
  const {type, reason = '', message = ''} = outcome!
  const success = type === 'SuccessCriteriaMet'
  const end = jobCondition(success ? 'Complete' : 'Failed', 'True', reason, message, now)
  return {
    ...status,
    conditions: [...(status.conditions ?? []), end],
    ...(success && {completionTime: timestamp(now)}),
  }
}

async function untrack(objects: ObjectClient, pod: Pod): Promise<void> {
  if (!isTracked(pod)) return
  const body = {
    metadata: {uid: pod.metadata.uid, [`$deleteFromPrimitiveList/finalizers`]: [trackingFinalizer]},
  }
  try {
    await objects.patch(builtin.pods, pod, {type: 'strategic', body})
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}

async function writeStatus(objects: ObjectClient, job: Job, status: JobStatus): Promise<Job> {
  if (isDeepStrictEqual({...job.status}, status)) return job
  return objects.updateStatus<Job>(builtin.jobs, {...job, status})
}

/** Counters of ended pods are left out at zero; those of running ones are always said. */
const omitUnset = (status: JobStatus): JobStatus =>
  Object.fromEntries(
    Object.entries(status).filter(
      ([name, value]) =>
        value !== undefined && value !== '' && (value !== 0 || name === 'ready' || name === 'terminating'),
    ),
  ) as JobStatus
