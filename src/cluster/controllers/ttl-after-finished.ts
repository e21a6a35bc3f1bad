import {builtin} from '../../api/builtin-resources.ts'
import type {Job} from '../../api/kinds.ts'
import {objectKey} from '../../api/object.ts'
import {millisecondsOf} from '../../api/time.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../runtime/controller.ts'
import {createObjectClient} from '../runtime/object-client.ts'

/** Deletes jobs a while after they have finished, if they ask for it. */
export function createTtlAfterFinishedController(context: ComponentContext): Component {
  const {clock, informers} = context
  const jobs = informers.informer<Job>(builtin.jobs)
  const objects = createObjectClient(context)

  const reconcile = async (key: string): Promise<ReconcileResult | undefined> => {
    const job = jobs.get(key)
    const expiry = job && expiryOf(job)
    if (!job || expiry === undefined || job.metadata.deletionTimestamp) return
    const wait = expiry - clock.now()
    if (wait > 0) return {requeueAfter: wait}
    await objects.delete(builtin.jobs, job, {propagationPolicy: 'Foreground'})
  }

  return createController(context, {
    name: 'ttl-after-finished-controller',
    queue: 'ttl_jobs_to_delete',
    watches: [watch(jobs, job => (expiryOf(job) === undefined ? [] : [objectKey(job)]))],
    reconcile,
  })
}

function expiryOf({spec, status}: Job): number | undefined {
  const seconds = spec?.ttlSecondsAfterFinished
  const end = status?.conditions?.find(
    condition => (condition.type === 'Complete' || condition.type === 'Failed') && condition.status === 'True',
  )
  return seconds === undefined || !end ? undefined : millisecondsOf(end.lastTransitionTime) + seconds * 1000
}
