import {startProbes} from './container-probes.ts'
import {type ContainerTrack, isRunning} from './container-track.ts'
import {type LifecycleHook, runHook} from './lifecycle-hook.ts'
import type {PodWork} from './pod-work.ts'

/** Until the hook has ended the container counts as being created, and nothing after it is started. */
export function runPostStart(work: PodWork, track: ContainerTrack, hook: LifecycleHook): void {
  track.starting = true
  const ended = (failure: string | undefined): void => {
    track.starting = false
    if (work.gone) return
    if (failure !== undefined) fail(work, track)
    else if (isRunning(track)) startProbes(work, track)
    work.wake()
  }
  runHook(work, track, hook).then(ended, error => ended(String(error)))
}

function fail(work: PodWork, track: ContainerTrack): void {
  work.record('Warning', 'FailedPostStartHook', 'PostStartHook failed', track.spec.name)
  work.record('Normal', 'Killing', 'FailedPostStartHook', track.spec.name)
  track.stopping = true
  void work.runtime.stopContainer(track.current!.id, work.grace).then(work.wake)
}
