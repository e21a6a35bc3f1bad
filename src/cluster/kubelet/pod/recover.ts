import type {ContainerStatus} from '../../../api/kinds.ts'
import type {ContainerStatus as Instance} from '../../containers/container.ts'
import {startProbes} from './container-probes.ts'
import {backOffSince, type ContainerTrack, isRunning, restartDelay} from './container-track.ts'
import type {PodWork} from './pod-work.ts'
import {trackSpecs} from './track-specs.ts'

/** Finds what an earlier process left running. */
export async function recover(work: PodWork): Promise<void> {
  trackSpecs(work)
  const [sandbox] = await work.runtime.listPodSandboxes({podUid: work.uid})
  if (!sandbox) return
  work.sandboxId = sandbox.id
  work.podIP = sandbox.ip
  const instances = await work.runtime.listContainers({podUid: work.uid})
  const {containerStatuses = [], initContainerStatuses = []} = work.pod.status ?? {}
  for (const track of work.tracks) {
    const own = instances.filter(({name}) => name === track.spec.name).sort((a, b) => a.attempt - b.attempt)
    const old = [...containerStatuses, ...initContainerStatuses].find(({name}) => name === track.spec.name)
    recoverTrack(track, own, old)
    recoverPulls(work, track)
    if (isRunning(track)) startProbes(work, track)
  }
}

function recoverTrack(track: ContainerTrack, instances: Instance[], old: ContainerStatus | undefined): void {
  if (old?.resources) {
    const {limits} = old.resources
    const requests = old.allocatedResources
    track.allocated = {...(limits && {limits}), ...(requests && {requests})}
  }
  track.current = instances.at(-1)
  track.previous = instances.at(-2)
  track.restarts = track.current?.attempt ?? 0
  track.started = old?.started ?? !track.spec.startupProbe
  track.ready = old?.ready ?? !track.spec.readinessProbe
  if (track.restarts > 0)
    track.restartBackOff = {delay: restartDelay(track.restarts), updated: track.current?.startedAt ?? 0}
  const waiting = old?.state?.waiting
  if (isRunning(track) || !waiting?.reason || ordinary.has(waiting.reason)) return
  track.waiting = {reason: waiting.reason, ...(waiting.message && {message: waiting.message})}
}

/** When pulls failed, no object says; the first one did when the containers were to be made. */
function recoverPulls(work: PodWork, track: ContainerTrack): void {
  if (!track.waiting || !pullFailures.has(track.waiting.reason)) return
  const {startTime, conditions = []} = work.pod.status ?? {}
  const initialized = conditions.find(({type, status}) => type === 'Initialized' && status === 'True')
  const first = new Date(initialized?.lastTransitionTime ?? startTime ?? work.now).getTime()
  track.pullBackOff = backOffSince(first, work.now)
}

const pullFailures = new Set(['ErrImagePull', 'ImagePullBackOff'])

/** What every container waits for at first. */
const ordinary = new Set(['ContainerCreating', 'PodInitializing'])
