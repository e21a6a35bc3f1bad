import {builtin} from '../../../api/builtin-resources.ts'
import type {Job, Pod} from '../../../api/kinds.ts'
import {controllerOf, objectKey} from '../../../api/object.ts'
import {isNotFound} from '../../../api/status-error.ts'
import {timestamp} from '../../runtime/clock.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {claim, indexOwners, ownedBy} from '../../runtime/controller-ref.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {compact} from '../compact.ts'
import {findCondition, withCondition} from '../condition.ts'
import {createPodControl} from '../pod-control.ts'
import {isPodReady, isPodTerminating} from '../pod-state.ts'
import {
  completion,
  deadlineOf,
  isEnding,
  isFinished,
  isSuspended,
  type JobCondition,
  jobCondition,
  outcome,
} from './job-conditions.ts'
import {isTracked, surveyPods, trackingFinalizer} from './job-pods.ts'
import {type ManageResult, managePods} from './manage-pods.ts'
import {trackStatus} from './track-status.ts'

const source = 'job-controller'

/** Runs Jobs: makes their pods, counts how they end, and declares the end. */
export function createJobController(context: ComponentContext): Component {
  const {clock, client, informers, events} = context
  const jobs = informers.informer<Job>(builtin.jobs)
  const pods = informers.informer<Pod>(builtin.pods)
  indexOwners(pods)
  pods.addIndex(trackedIndex, pod => (isTracked(pod) && controllerOf(pod) ? jobOf(pod) : []))
  const objects = createObjectClient(context)
  const podControl = createPodControl(context, objects, source)

  const reconcile = async (key: string): Promise<ReconcileResult | undefined> => {
    if (key.includes(orphan)) return release(pods.get(key.replace(orphan, '/')))
    const job = jobs.get(key)
    for (const pod of pods.byIndex(trackedIndex, key))
      if (controllerOf(pod)?.uid !== job?.metadata.uid) await release(pod)
    if (!job || job.spec?.managedBy?.startsWith('kubernetes.io/job-controller') === false) return
    if (isFinished(job)) return releasePods(job)
    const claimed = await claim<Pod>({
      client,
      objects,
      informer: pods,
      resource: builtin.pods,
      owner: job,
      ownerResource: builtin.jobs,
      selector: job.spec?.selector,
      adoptionPatch: ({metadata}) => ({finalizers: [...(metadata.finalizers ?? []), trackingFinalizer]}),
    })
    const now = clock.now()
    const started = startedJob(job, now)
    const survey = surveyPods(started, claimed)
    let end = outcome(started, claimed, survey, now)
    let managed: ManageResult = {active: survey.active.length}
    if (end) managed = await stopPods(started, survey.active)
    else if (!job.metadata.deletionTimestamp) {
      managed = await managePods({job: started, pods: claimed, survey, podControl, now})
      end = completion(started, survey, managed.active, now)
    }
    const current = ownedBy(pods, job)
    const conditions = end ? withEnd(started, end) : withSuspension(started, now)
    const status = {
      ...started.status,
      ...(conditions.length > 0 && {conditions}),
      active: managed.active,
      ready: end ? 0 : current.filter(pod => !pod.metadata.deletionTimestamp && isPodReady(pod)).length,
      terminating: current.filter(isPodTerminating).length,
    }
    const written = await trackStatus({job, pods: current, survey, status: orderly(status), outcome: end, objects, now})
    say(job, written)
    if (managed.error !== undefined) throw managed.error
    return nextLook(written, managed, clock.now())
  }

  const stopPods = async (job: Job, active: readonly Pod[]): Promise<ManageResult> => {
    const results = await Promise.allSettled(active.map(pod => podControl.delete(job, pod)))
    const failure = results.find(result => result.status === 'rejected')
    return {active: results.filter(({status}) => status === 'rejected').length, error: failure?.reason}
  }

  /** A finished job no longer holds its pods, not even those that ended late. */
  const releasePods = async (job: Job): Promise<undefined> => {
    for (const pod of ownedBy(pods, job)) await release(pod)
  }

  /** Nobody counts a pod any more whose job is gone. */
  const release = async (pod: Pod | undefined): Promise<undefined> => {
    if (!pod || !isTracked(pod)) return
    const body = {metadata: {uid: pod.metadata.uid, '$deleteFromPrimitiveList/finalizers': [trackingFinalizer]}}
    try {
      await objects.patch(builtin.pods, pod, {type: 'strategic', body})
    } catch (error) {
      if (!isNotFound(error)) throw error
    }
  }

  const say = (before: Job, after: Job): void => {
    const record = (type: 'Normal' | 'Warning', reason: string, message: string): void =>
      events.record(after, {type, reason, message, source})
    const failed = findCondition(after.status?.conditions, 'Failed')
    if (failed) record('Warning', failed.reason ?? '', failed.message ?? '')
    else if (isFinished(after)) {
      if ((after.status?.succeeded ?? 0) > (after.spec?.completions ?? Number.POSITIVE_INFINITY)) {
        const message = 'Too many succeeded pods running after completion count reached'
        record('Warning', 'TooManySucceededPods', message)
      }
      record('Normal', 'Completed', 'Job completed')
    }
    const was = findCondition(before.status?.conditions, 'Suspended')?.status === 'True'
    const is = findCondition(after.status?.conditions, 'Suspended')?.status === 'True'
    if (is && !was) record('Normal', 'Suspended', 'Job suspended')
    if (was && !is) record('Normal', 'Resumed', 'Job resumed')
  }

  return createController(context, {
    name: source,
    queue: 'job',
    watches: [watch(jobs, job => [objectKey(job)]), watch(pods, jobOf)],
    reconcile,
  })
}

const trackedIndex = 'trackedOfJob'
/** Stands in the key of a pod that is held for a job's sake and has none: `NAMESPACE//NAME`. */
const orphan = '//'

/** What is to be reconciled because of a pod. */
function jobOf(pod: Pod): string[] {
  const {namespace, name} = pod.metadata
  const owner = controllerOf(pod)
  if (owner?.kind === 'Job') return [`${namespace}/${owner.name}`]
  return isTracked(pod) && !owner ? [`${namespace}${orphan}${name}`] : []
}

/** A job starts when it is first seen and not suspended, and anew when it is resumed. */
function startedJob(job: Job, now: number): Job {
  const suspended = isSuspended(job)
  const resumed = findCondition(job.status?.conditions, 'Suspended')?.status === 'True' && !suspended
  const startTime = suspended ? undefined : resumed || !job.status?.startTime ? timestamp(now) : job.status.startTime
  return {...job, status: {...job.status, startTime}}
}

function withEnd(job: Job, end: JobCondition): JobCondition[] {
  const conditions = job.status?.conditions ?? []
  return findCondition(conditions, end.type) ? conditions : [...conditions, end]
}

function withSuspension(job: Job, now: number): JobCondition[] {
  const conditions = job.status?.conditions ?? []
  const current = findCondition(conditions, 'Suspended')
  const suspended = isSuspended(job)
  if ((current?.status === 'True') === suspended || (!current && !suspended)) return conditions
  const condition = suspended
    ? jobCondition('Suspended', 'True', 'JobSuspended', 'Job suspended', now)
    : jobCondition('Suspended', 'False', 'JobResumed', 'Job resumed', now)
  return withCondition(conditions, condition)
}

/** `ready` and `terminating` are said even when they are zero. */
const orderly = (status: NonNullable<Job['status']>) => ({
  ...compact({...status}),
  ready: status.ready ?? 0,
  terminating: status.terminating ?? 0,
})

function nextLook(job: Job, {requeueAfter}: ManageResult, now: number): ReconcileResult | undefined {
  // Whose end is noted only waits for its last pods, which tell of themselves.
  const deadline = isFinished(job) || isEnding(job) ? undefined : deadlineOf(job)
  const waits = [requeueAfter, deadline === undefined ? undefined : Math.max(0, deadline - now)]
  const known = waits.filter(wait => wait !== undefined)
  return known.length > 0 ? {requeueAfter: Math.min(...known)} : undefined
}
