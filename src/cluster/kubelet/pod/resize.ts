import {deepEqual} from '../../../api/json/deep-equal.ts'
import type {Container} from '../../../api/kinds.ts'
import {limitsOf} from './container-config.ts'
import {type ContainerTrack, isRunning} from './container-track.ts'
import type {PodWork} from './pod-work.ts'

type Resources = NonNullable<Container['resources']>

/** How long after a resize that there was no room for it is tried again; milliseconds. */
const retry = 180_000

/** The same of limits that what runs does not fit into. */
const actuationRetry = 10_000

/** Gives containers the resources that the pod has come to ask for, where the node has them: while they run or, if their policy says so, by a restart. */
export async function resize(work: PodWork): Promise<void> {
  for (const track of work.tracks)
    if (track.replaced && !track.stopping && isRunning(track)) await actuate(work, track, track.replaced)
  const changed = work.tracks.filter(({spec, allocated}) => !isSame(spec.resources ?? {}, allocated))
  work.resizePending = changed.length > 0 ? work.parts.resizable(work.pod, work.node) : undefined
  if (work.resizePending?.reason === 'Deferred') work.wakeAt('resize', work.now + retry)
  if (!work.resizePending && changed.length > 0) {
    for (const track of changed) await allocate(work, track)
    work.resizing = true
  }
}

/** Tells that all containers have what they were to be given, once they do. */
export function completeResize(work: PodWork): void {
  if (!work.resizing || work.tracks.some(({replaced}) => replaced)) return
  work.resizing = false
  const containers = summary(work, ['main'])
  const initContainers = summary(work, ['init', 'sidecar'])
  const said = {...(initContainers.length > 0 && {initContainers}), containers}
  work.record('Normal', 'ResizeCompleted', `Pod resize completed: ${JSON.stringify(said)}`)
}

const isSame = (wanted: Resources, allocated: Resources): boolean =>
  deepEqual(wanted.limits ?? {}, allocated.limits ?? {}) && deepEqual(wanted.requests ?? {}, allocated.requests ?? {})

async function allocate(work: PodWork, track: ContainerTrack): Promise<void> {
  const {spec} = track
  const before = track.replaced ?? track.allocated
  track.allocated = spec.resources ?? {}
  if (!isRunning(track) || track.stopping) return
  if (needsRestart(spec, before, track.allocated)) {
    track.stopping = true
    track.replaced = before
    work.record('Normal', 'Killing', `Container ${spec.name} resize requires restart`, spec.name)
    void work.runtime.stopContainer(track.current!.id, work.grace).then(work.wake)
  } else await actuate(work, track, before)
}

/** Holds a container that runs to what it has been allocated; to a smaller memory only once it fits in. */
async function actuate(work: PodWork, track: ContainerTrack, before: Resources): Promise<void> {
  const {id} = track.current!
  const limits = limitsOf(track.allocated)
  const {memoryBytes: limit} = limits
  if (limit !== undefined && limit < (limitsOf(before).memoryBytes ?? Number.POSITIVE_INFINITY)) {
    const {memoryBytes: usage} = await work.runtime.containerStats(id)
    if (usage >= limit) {
      track.replaced = before
      track.resizeError = `attempting to set container "${track.spec.name}" memory limit (${limit}) below current usage (${usage})`
      return work.wakeAt('resize', work.now + actuationRetry)
    }
  }
  track.replaced = undefined
  track.resizeError = undefined
  await work.runtime.updateContainer(id, limits)
}

function needsRestart({resizePolicy = []}: Container, before: Resources, after: Resources): boolean {
  const differs = (name: string): boolean =>
    before.limits?.[name] !== after.limits?.[name] || before.requests?.[name] !== after.requests?.[name]
  return resizePolicy.some(
    ({resourceName, restartPolicy}) => restartPolicy === 'RestartContainer' && differs(resourceName),
  )
}

const summary = ({tracks}: PodWork, roles: string[]): {name: string; resources: Resources}[] =>
  tracks
    .filter(({role}) => roles.includes(role))
    .map(({spec: {name}, allocated: {limits, requests}}) => ({
      name,
      resources: {...(limits && {limits}), ...(requests && {requests})},
    }))
