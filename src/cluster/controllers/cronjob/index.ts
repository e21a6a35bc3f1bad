import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import type {CronJob, Job, ObjectReference} from '../../../api/kinds.ts'
import {controllerOf, objectKey} from '../../../api/object.ts'
import {isAlreadyExists, isNotFound} from '../../../api/status-error.ts'
import {millisecondsOf} from '../../../api/time.ts'
import {timestamp} from '../../runtime/clock.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {controllerRef, indexOwners, ownedBy} from '../../runtime/controller-ref.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {errorText, isNamespaceTerminating} from '../error-text.ts'
import {endOf, expiredHistory, referenceTo} from './active-jobs.ts'
import {mostRecent, parseSchedule, type Schedule} from './schedule.ts'

const source = 'cronjob-controller'
const scheduledAnnotation = 'batch.kubernetes.io/cronjob-scheduled-timestamp'
const mostMissed = 100

/** Makes a CronJob's Jobs when they are due, and keeps their history short. */
export function createCronJobController(context: ComponentContext): Component {
  const {clock, informers, events} = context
  const cronJobs = informers.informer<CronJob>(builtin.cronJobs)
  const jobs = informers.informer<Job>(builtin.jobs)
  indexOwners(jobs as never)
  const objects = createObjectClient(context)

  const say = (about: CronJob, type: 'Normal' | 'Warning', reason: string, message: string): void =>
    events.record(about, {type, reason, message, source})

  const reconcile = async (key: string): Promise<ReconcileResult | undefined> => {
    const cronJob = cronJobs.get(key)
    if (!cronJob) return
    const owned = ownedBy(jobs, cronJob)
    const status = noteEnds(cronJob, owned)
    const result = await schedule(cronJob, status)
    await dropHistory(cronJob, owned)
    if (!isDeepStrictEqual({...cronJob.status}, status))
      await objects.updateStatus<CronJob>(builtin.cronJobs, {...cronJob, status})
    return result
  }

  /** The status with jobs that have ended or gone taken from the active ones. */
  const noteEnds = (cronJob: CronJob, owned: readonly Job[]): NonNullable<CronJob['status']> => {
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

  const schedule = async (
    cronJob: CronJob,
    status: NonNullable<CronJob['status']>,
  ): Promise<ReconcileResult | undefined> => {
    if (cronJob.metadata.deletionTimestamp || cronJob.spec?.suspend) return
    const plan = scheduleOf(cronJob)
    if (!plan) return
    const now = clock.now()
    const {time, missed, next} = mostRecent(plan, earliestOf(cronJob, now), now)
    const later = next === undefined ? undefined : {requeueAfter: next - now}
    if (missed > mostMissed)
      say(
        cronJob,
        'Warning',
        'TooManyMissedTimes',
        'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew',
      )
    if (time === undefined) return later
    const {startingDeadlineSeconds, concurrencyPolicy} = cronJob.spec ?? {}
    if (startingDeadlineSeconds !== undefined && time + startingDeadlineSeconds * 1000 < now) {
      say(cronJob, 'Warning', 'MissSchedule', `Missed scheduled time to start a job: ${goTime(time)}`)
      return later
    }
    const name = `${cronJob.metadata.name}-${Math.floor(time / 60_000)}`
    if (status.active?.some(reference => reference.name === name) || status.lastScheduleTime === timestamp(time))
      return later
    if (concurrencyPolicy === 'Forbid' && status.active?.length) {
      const message = 'Not starting job because prior execution is running and concurrency policy is Forbid'
      say(cronJob, 'Normal', 'JobAlreadyActive', message)
      return later
    }
    if (concurrencyPolicy === 'Replace') {
      for (const reference of status.active ?? [])
        await deleteJob(cronJob, jobs.get(`${reference.namespace}/${reference.name}`))
      status.active = undefined
    }
    const job = await start(cronJob, name, time)
    if (!job) return later
    status.active = [...(status.active ?? []), referenceTo(job)]
    status.lastScheduleTime = timestamp(time)
    return later
  }

  const scheduleOf = (cronJob: CronJob): Schedule | undefined => {
    const {schedule: text = '', timeZone} = cronJob.spec ?? {}
    try {
      if (timeZone) new Intl.DateTimeFormat('en', {timeZone})
    } catch {
      const quoted = JSON.stringify(timeZone)
      say(cronJob, 'Warning', 'UnknownTimeZone', `invalid timeZone: ${quoted}: unknown time zone ${timeZone}`)
      return undefined
    }
    try {
      return parseSchedule(text, timeZone)
    } catch (error) {
      const message = `unparseable schedule: ${JSON.stringify(text)} : ${errorText(error)}`
      say(cronJob, 'Warning', 'UnparseableSchedule', message)
      return undefined
    }
  }

  const start = async (cronJob: CronJob, name: string, time: number): Promise<Job | undefined> => {
    const job = jobOf(cronJob, name, time)
    try {
      const created = await objects.create<Job>(builtin.jobs, job)
      say(cronJob, 'Normal', 'SuccessfulCreate', `Created job ${name}`)
      return created
    } catch (error) {
      if (isNamespaceTerminating(error)) return undefined
      if (isAlreadyExists(error)) {
        const existing = jobs.get(objectKey(job))
        if (existing && controllerOf(existing)?.uid === cronJob.metadata.uid) return existing
      }
      say(cronJob, 'Warning', 'FailedCreate', `Error creating job: ${errorText(error)}`)
      throw error
    }
  }

  const dropHistory = async (cronJob: CronJob, owned: readonly Job[]): Promise<void> => {
    for (const job of expiredHistory(cronJob, owned)) await deleteJob(cronJob, job)
  }

  const deleteJob = async (cronJob: CronJob, job: Job | undefined): Promise<void> => {
    if (!job || job.metadata.deletionTimestamp) return
    try {
      await objects.delete(builtin.jobs, job, {propagationPolicy: 'Background'})
      say(cronJob, 'Normal', 'SuccessfulDelete', `Deleted job ${job.metadata.name}`)
    } catch (error) {
      if (isNotFound(error)) return
      say(cronJob, 'Warning', 'FailedDelete', `Deleted job: ${errorText(error)}`)
      throw error
    }
  }

  const cronJobOf = (job: Job): string[] => {
    const owner = controllerOf(job)
    return owner?.kind === 'CronJob' ? [`${job.metadata.namespace}/${owner.name}`] : []
  }

  return createController(context, {
    name: source,
    queue: 'cronjob',
    watches: [watch(cronJobs, cronJob => [objectKey(cronJob)]), watch(jobs, cronJobOf)],
    reconcile,
  })
}

/** Nothing before this counts as missed. */
function earliestOf({metadata, spec, status}: CronJob, now: number): number {
  const since = millisecondsOf(status?.lastScheduleTime ?? metadata.creationTimestamp)
  const deadline = spec?.startingDeadlineSeconds
  return deadline === undefined ? since : Math.max(since, now - deadline * 1000)
}

function jobOf(cronJob: CronJob, name: string, time: number): Job {
  const {metadata, spec} = cronJob.spec!.jobTemplate
  const annotations = {...metadata?.annotations, [scheduledAnnotation]: timestamp(time)}
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      namespace: cronJob.metadata.namespace,
      ...(metadata?.labels && {labels: metadata.labels}),
      annotations,
      ownerReferences: [controllerRef(cronJob)],
    },
    spec,
  } as Job
}

/** RFC 1123 with a numeric zone, as the event prints it. */
const goTime = (time: number): string => new Date(time).toUTCString().replace('GMT', '+0000')

const withoutUnset = <T extends object>(object: T): T =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T
