import {nextTurn} from '../../runtime/next-turn.ts'
import {stopAllButReadiness, stopProbesOf} from './container-probes.ts'
import {type ContainerTrack, isRunning} from './container-track.ts'
import {runHook} from './lifecycle-hook.ts'
import {observe} from './observe.ts'
import type {PodWork} from './pod-work.ts'

/** Begins to stop all containers; those that take their time wake the worker when they are done. Whether all have ended. */
export async function stopContainers(work: PodWork, graceSeconds: number): Promise<boolean> {
  await stopSoon(work, work.tracks.filter(isRunning), graceSeconds)
  return !work.tracks.some(isRunning)
}

/** What ends at once has ended afterwards; whatever takes its time is not waited for, as the clock could not go on meanwhile. */
export async function stopSoon(work: PodWork, running: ContainerTrack[], graceSeconds = work.grace): Promise<void> {
  for (const track of running) if (!track.stopping) void stop(work, track, graceSeconds).then(work.wake)
  await nextTurn()
  await observe(work)
}

/** Ends a container that runs: pre-stop hook, stop signal, grace period. */
async function stop(work: PodWork, track: ContainerTrack, graceSeconds: number): Promise<void> {
  if (!isRunning(track) || track.stopping) return
  track.stopping = true
  if (work.terminating) stopAllButReadiness(work, track)
  else stopProbesOf(work, track)
  const {name, lifecycle} = track.spec
  work.record('Normal', 'Killing', `Stopping container ${name}`, name)
  const begun = work.now
  if (lifecycle?.preStop && graceSeconds > 0) {
    const failure = await runHook(work, track, lifecycle.preStop, graceSeconds)
    if (failure !== undefined) work.record('Warning', 'FailedPreStopHook', 'PreStopHook failed', name)
  }
  const left = Math.max(graceSeconds - (work.now - begun) / 1000, graceSeconds > 0 ? 2 : 0)
  await work.runtime.stopContainer(track.current!.id, left)
  stopProbesOf(work, track)
}
