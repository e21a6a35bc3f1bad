import {isConflict, isNotFound} from '../../../api/status-error.ts'
import {stopProbes} from './container-probes.ts'
import {observe} from './observe.ts'
import type {PodWork} from './pod-work.ts'
import {reportStatus} from './report-status.ts'
import {stopContainers} from './stop-containers.ts'

/** Ends a pod that is being deleted; once nothing runs any more, the object goes. */
export async function terminate(work: PodWork): Promise<void> {
  work.terminating = true
  if (!(await stopContainers(work, work.pod.metadata.deletionGracePeriodSeconds ?? 30))) {
    if (work.tracks.some(({spec}) => spec.readinessProbe)) await reportStatus(work)
    return
  }
  await observe(work)
  await work.parts.claims.unprepare(work.pod)
  for (const track of work.tracks) track.waiting = undefined
  if (work.tracks.some(({current}) => current)) await reportStatus(work)
  const {namespace, name} = work.pod.metadata
  try {
    await work.context.client.delete(
      {group: '', version: 'v1', resource: 'pods', namespace, name},
      {gracePeriodSeconds: 0, preconditions: {uid: work.uid}},
    )
  } catch (error) {
    if (!isNotFound(error) && !isConflict(error)) throw error
  }
}

/** A pod that is done gives its address back; its containers stay for their logs. */
export async function release(work: PodWork): Promise<void> {
  stopProbes(work)
  await work.parts.claims.unprepare(work.pod)
  if (!work.sandboxId) return
  await work.runtime.stopPodSandbox(work.sandboxId)
  work.node.addresses.give(work.podIP)
  work.stopTimers()
}

/** Takes away what is left of a pod whose object is gone. */
export async function cleanUp(work: PodWork): Promise<void> {
  const {runtime, node, uid} = work
  node.addresses.give(work.podIP)
  await work.parts.claims.unprepare(work.pod)
  for (const {id} of await runtime.listPodSandboxes({podUid: uid})) await runtime.removePodSandbox(id)
  for (const path of work.volumes?.values() ?? [])
    if (path.startsWith('/var/lib/kubelet/pods/')) runtime.volumes.remove(path, node.name)
}
