import type {Pod} from '../../../api/kinds.ts'
import {type ContainerTrack, hasExited} from './container-track.ts'

/** Whether a container that has exited is started again. */
export function restarts(track: ContainerTrack, pod: Pod, tracks: ContainerTrack[]): boolean {
  if (track.role === 'ephemeral') return false
  if (track.role === 'sidecar') return !mainContainersEnded(pod, tracks)
  const policy = track.spec.restartPolicy ?? pod.spec!.restartPolicy ?? 'Always'
  const failed = track.current?.exitCode !== 0
  if (track.role === 'init') return failed && policy !== 'Never'
  return policy === 'Always' || (policy === 'OnFailure' && failed)
}

/** Whether all main containers have exited for good. */
export const mainContainersEnded = (pod: Pod, tracks: ContainerTrack[]): boolean =>
  tracks.every(track => track.role !== 'main' || (hasExited(track) && !restarts(track, pod, tracks)))
