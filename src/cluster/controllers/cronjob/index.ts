import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import type {CronJob, Job} from '../../../api/kinds.ts'
import {controllerOf, objectKey} from '../../../api/object.ts'
import {isAlreadyExists, isNotFound} from '../../../api/status-error.ts'
import {timestamp} from '../../runtime/clock.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {controllerRef, indexOwners, ownedBy} from '../../runtime/controller-ref.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {errorText, isNamespaceTerminating} from '../error-text.ts'
import {sayAs} from '../say.ts'
import {expiredHistory, referenceTo} from './active-jobs.ts'
import {dueRun, jobName} from './due-run.ts'
import {noteEnds} from './note-ends.ts'

type Status = NonNullable<CronJob['status']>

const name = 'cronjob-controller'
const scheduledAnnotation = 'batch.kubernetes.io/cronjob-scheduled-timestamp'

/** Makes a CronJob's Jobs when they are due, and keeps their history short. */
export function createCronJobController(context: ComponentContext): Component {
  const {clock, informers} = context
  const cronJobs = informers.informer<CronJob>(builtin.cronJobs)
  const jobs = informers.informer<Job>(builtin.jobs)
  indexOwners(jobs)
  const objects = createObjectClient(context)
  const say = sayAs(name, context)

  const reconcile = async (key: string): Promise<ReconcileResult | undefined> => {
    const cronJob = cronJobs.get(key)
    if (!cronJob) return
    const owned = ownedBy(jobs, cronJob)
    const status = noteEnds(cronJob, owned, say)
    const result = await run(cronJob, status)
    await dropHistory(cronJob, owned)
    if (!isDeepStrictEqual({...cronJob.status}, status))
      await objects.updateStatus<CronJob>(builtin.cronJobs, {...cronJob, status})
    return result
  }

  /** Starts what is due. */
  const run = async (cronJob: CronJob, status: Status): Promise<ReconcileResult | undefined> => {
    const now = clock.now()
    const {time, next} = dueRun(cronJob, status, now, say)
    const later = next === undefined ? undefined : {requeueAfter: next - now}
    if (time === undefined) return later
    if (cronJob.spec?.concurrencyPolicy === 'Replace') {
      for (const reference of status.active ?? [])
        await deleteJob(cronJob, jobs.get(`${reference.namespace}/${reference.name}`))
      status.active = undefined
    }
    const job = await start(cronJob, time)
    if (!job) return later
    status.active = [...(status.active ?? []), referenceTo(job)]
    status.lastScheduleTime = timestamp(time)
    return later
  }

  const start = async (cronJob: CronJob, time: number): Promise<Job | undefined> => {
    const job = jobOf(cronJob, time)
    try {
      const created = await objects.create<Job>(builtin.jobs, job)
      say(cronJob, 'Normal', 'SuccessfulCreate', `Created job ${job.metadata.name}`)
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
    name,
    queue: 'cronjob',
    watches: [watch(cronJobs, cronJob => [objectKey(cronJob)]), watch(jobs, cronJobOf)],
    reconcile,
  })
}

function jobOf(cronJob: CronJob, time: number): Job {
  const {metadata, spec} = cronJob.spec!.jobTemplate
  const annotations = {...metadata?.annotations, [scheduledAnnotation]: timestamp(time)}
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: jobName(cronJob, time),
      namespace: cronJob.metadata.namespace,
      ...(metadata?.labels && {labels: metadata.labels}),
      annotations,
      ownerReferences: [controllerRef(cronJob)],
    },
    spec,
  } as Job
}
