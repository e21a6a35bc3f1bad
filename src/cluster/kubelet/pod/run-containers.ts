import {isInitialized} from '../status/pod-status.ts'
import {backOffEnd, type ContainerTrack, goDuration, hasExited, isRunning} from './container-track.ts'
import {createContainer} from './create-container.ts'
import {hasImage} from './image-presence.ts'
import type {PodWork} from './pod-work.ts'
import {mainContainersEnded, restarts} from './restart-policy.ts'
import {stopSoon} from './stop-containers.ts'

/** Has run what can run now: ephemeral containers at any time, init containers and sidecars one after the other, then the rest. */
export async function runContainers(work: PodWork): Promise<void> {
  const {tracks} = work
  for (const track of tracks) if (track.role === 'ephemeral' && !track.current) await ensure(work, track)
  for (const track of tracks) {
    if (track.role !== 'init' && track.role !== 'sidecar') continue
    if (track.role === 'init' && isInitialized(track)) continue
    await ensure(work, track)
    if (!isInitialized(track) || track.starting) return
  }
  const main = tracks.filter(({role}) => role === 'main')
  for (const track of main) {
    await ensure(work, track)
    if (track.starting) return
  }
  if (main.every(({waiting}) => !waiting) && mainContainersEnded(work.pod, tracks)) await stopLastSidecar(work)
}

/** Does what can be done now for a container to run: waits out its back-off, gets its image, makes and starts it. */
async function ensure(work: PodWork, track: ContainerTrack): Promise<void> {
  if (isRunning(track) || track.pulling) return
  if (hasExited(track)) {
    if (!restarts(track, work.pod, work.tracks)) return
    const {now} = work
    const until = backOffEnd(track.restartBackOff, track.current!.finishedAt ?? now, now)
    if (until !== undefined) return backOff(work, track, until)
  }
  if (await hasImage(work, track)) await createContainer(work, track)
}

function backOff(work: PodWork, track: ContainerTrack, until: number): void {
  const {spec, restartBackOff} = track
  const {namespace, name} = work.pod.metadata
  const where = `${name}_${namespace}(${work.uid})`
  const message = `back-off ${goDuration(restartBackOff.delay)} restarting failed container=${spec.name} pod=${where}`
  if (track.waiting?.message !== message) {
    track.waiting = {reason: 'CrashLoopBackOff', message}
    const text = `Back-off restarting failed container ${spec.name} in pod ${where}`
    work.record('Warning', 'BackOff', text, spec.name)
  }
  work.wakeAt(`restart ${spec.name}`, until)
}

/** Sidecars end when all else has, the last of them first. */
async function stopLastSidecar(work: PodWork): Promise<void> {
  const last = work.tracks.findLast(track => track.role === 'sidecar' && isRunning(track))
  if (last) await stopSoon(work, [last])
}
