import type {ProbeTarget} from '../probes/run-probe.ts'
import type {ContainerTrack} from './container-track.ts'
import type {PodWork} from './pod-work.ts'

/** What a probe or a hook of a running container is aimed at. */
export const probeTarget = (work: PodWork, track: ContainerTrack): ProbeTarget => ({
  pod: work.pod,
  container: track.spec,
  containerId: track.current!.id,
  sandboxId: work.sandboxId!,
  podIP: work.podIP!,
  runtime: work.runtime,
  dial: work.parts.dial,
  clock: work.context.clock,
  activity: work.context.activity,
})
