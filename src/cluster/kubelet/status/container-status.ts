import type {ContainerState, ContainerStatus} from '../../../api/kinds.ts'
import type {ContainerStatus as RuntimeStatus} from '../../containers/container.ts'
import {parseImageReference} from '../../containers/image-reference.ts'
import {timestamp} from '../../runtime/clock.ts'
import {type ContainerTrack, isRunning} from '../pod/container-track.ts'

/** One container's status as a kubelet reports it. `initializing`: the pod's init containers are not done. */
export function containerStatus(track: ContainerTrack, initializing: boolean): ContainerStatus {
  const {spec, allocated, replaced, current, previous, waiting, restarts} = track
  const held = replaced ?? allocated
  const running = isRunning(track) && !track.starting
  const exited = current?.state === 'Exited'
  const state: ContainerState =
    waiting && !running
      ? {waiting: {...(waiting.message !== undefined && {message: waiting.message}), reason: waiting.reason}}
      : running
        ? {running: {startedAt: timestamp(current!.startedAt!)}}
        : exited
          ? {terminated: terminated(current, track)}
          : {waiting: {reason: initializing ? 'PodInitializing' : 'ContainerCreating'}}
  const last = waiting && exited ? current : previous
  const shown = running || exited ? current : undefined
  const lastState = last ? {terminated: terminated(last, track)} : {}
  return {
    ...(allocated.requests && {allocatedResources: allocated.requests}),
    ...(shown && {containerID: `containerd://${shown.id}`}),
    image: shown ? (parseImageReference(spec.image!)?.canonical ?? spec.image!) : spec.image!,
    imageID: shown?.imageRef ?? '',
    lastState,
    name: spec.name,
    ready: readyOf(track),
    resources: {
      ...(held.limits && {limits: held.limits}),
      ...(held.requests && {requests: held.requests}),
    },
    restartCount: restarts,
    started: running && track.started,
    state,
    ...(running && {user: {linux: current!.user}}),
    ...((spec.volumeMounts?.length ?? 0) > 0 && {
      volumeMounts: spec.volumeMounts!.map(({name, mountPath, readOnly, recursiveReadOnly}) => ({
        mountPath,
        name,
        ...(readOnly && {readOnly, recursiveReadOnly: recursiveReadOnly === 'Enabled' ? 'Enabled' : 'Disabled'}),
      })),
    }),
  } as ContainerStatus
}

function readyOf(track: ContainerTrack): boolean {
  if (track.role === 'init') return track.current?.state === 'Exited' && track.current.exitCode === 0
  return isRunning(track) && !track.starting && track.started && track.ready
}

const terminated = (status: RuntimeStatus, {messages}: ContainerTrack) => {
  const message = messages.get(status.id) ?? status.message
  return {
    containerID: `containerd://${status.id}`,
    exitCode: status.exitCode ?? 0,
    finishedAt: timestamp(status.finishedAt ?? 0),
    ...(message && {message}),
    reason: status.reason ?? 'Error',
    startedAt: timestamp(status.startedAt ?? 0),
  }
}
