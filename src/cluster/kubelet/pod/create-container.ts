import {RuntimeError} from '../../containers/runtime-error.ts'
import {beingMade} from './being-made.ts'
import {containerConfig} from './container-config.ts'
import {startProbes} from './container-probes.ts'
import {type ContainerTrack, nextBackOff} from './container-track.ts'
import {ConfigError} from './environment.ts'
import type {PodWork} from './pod-work.ts'
import {runPostStart} from './post-start.ts'
import {checkProfiles} from './security-profiles.ts'
import {prepareSubPaths} from './sub-paths.ts'

const configRetry = 10_000
const startRetry = 1000

/** Makes the next instance of a container and starts it. */
export async function createContainer(work: PodWork, track: ContainerTrack): Promise<void> {
  const {spec} = track
  const id = await create(work, track)
  if (id === undefined) return
  work.record('Normal', 'Created', `Created container: ${spec.name}`, spec.name)
  const old = track.previous
  succeed(work, track)
  try {
    await work.runtime.startContainer(id)
    work.record('Normal', 'Started', `Started container ${spec.name}`, spec.name)
  } catch (error) {
    const message = error instanceof RuntimeError ? error.description : String(error)
    work.record('Warning', 'Failed', `Error: ${message}`, spec.name)
    track.current = await work.runtime.containerStatus(id)
    track.waiting = {reason: 'RunContainerError', message}
    // The next look finds it backing off, or starts it once more.
    work.wakeAt(`start ${spec.name}`, work.now + startRetry)
    return
  }
  if (old) await work.runtime.removeContainer(old.id)
  track.current = await work.runtime.containerStatus(id)
  if (track.current.state !== 'Running') work.wake()
  else if (spec.lifecycle?.postStart) runPostStart(work, track, spec.lifecycle.postStart)
  else startProbes(work, track)
}

/** Undefined where the pod asks for what is not there. */
async function create(work: PodWork, track: ContainerTrack): Promise<string | undefined> {
  const {spec} = track
  const claims = spec.resources?.claims
  try {
    const config = await containerConfig({
      pod: work.pod,
      container: {...spec, resources: {...track.allocated, ...(claims && {claims})}},
      role: track.role,
      attempt: nextAttempt(track),
      paths: work.volumes!,
      address: work.address,
      parts: work.parts,
    })
    await checkProfiles(work.pod, spec, {disk: work.runtime.disk, node: work.node.name})
    await prepareSubPaths(work, spec, config.mounts)
    return await work.runtime.createContainer(work.sandboxId!, config)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const {now} = work
    track.configGrace ??= now + beingMade
    if (now < track.configGrace) {
      work.pulledFor.add(spec.name)
      work.wakeAt(`config ${spec.name}`, track.configGrace)
      return undefined
    }
    if (track.waiting?.message !== error.message) work.record('Warning', 'Failed', `Error: ${error.message}`, spec.name)
    track.waiting = {reason: error.reason, message: error.message}
    work.wakeAt(`config ${spec.name}`, now + configRetry)
    return undefined
  }
}

const nextAttempt = ({current, restarts}: ContainerTrack): number => (current ? restarts + 1 : restarts)

/** The instance that was current is now the previous one. */
function succeed({now}: PodWork, track: ContainerTrack): void {
  const {spec, current} = track
  track.restarts = nextAttempt(track)
  if (current) {
    track.restartBackOff = nextBackOff(track.restartBackOff, current.finishedAt ?? now, now)
    track.previous = current
  }
  track.waiting = undefined
  track.replaced = undefined
  track.resizeError = undefined
  track.started = !spec.startupProbe
  track.ready = !spec.readinessProbe
}
