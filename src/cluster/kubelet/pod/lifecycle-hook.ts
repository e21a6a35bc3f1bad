import type {Container, Probe} from '../../../api/kinds.ts'
import {runProbe} from '../probes/run-probe.ts'
import type {ContainerTrack} from './container-track.ts'
import type {PodWork} from './pod-work.ts'
import {probeTarget} from './probe-target.ts'

export type LifecycleHook = NonNullable<NonNullable<Container['lifecycle']>['preStop']>

/** Runs a hook to its end, or for so many seconds; undefined if it went well, else what went wrong. */
export async function runHook(
  work: PodWork,
  track: ContainerTrack,
  {sleep, exec, httpGet, tcpSocket}: LifecycleHook,
  timeoutSeconds = 0,
): Promise<string | undefined> {
  if (sleep) {
    await work.context.clock.sleep(sleep.seconds * 1000)
    return undefined
  }
  const action = {...(exec && {exec}), ...(httpGet && {httpGet}), ...(tcpSocket && {tcpSocket}), timeoutSeconds}
  return runProbe(action as Probe, probeTarget(work, track))
}
