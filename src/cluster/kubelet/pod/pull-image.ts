import type {ImageStatus} from '../../containers/image-service.ts'
import {type ContainerTrack, nextBackOff, noBackOff} from './container-track.ts'
import type {PodWork} from './pod-work.ts'

/** Begins to pull; the worker is woken when that has ended, well or not. */
export function pullImage(work: PodWork, track: ContainerTrack, image: string): void {
  const begun = work.now
  track.pulling = true
  work.record('Normal', 'Pulling', `Pulling image "${image}"`, track.spec.name)
  const ended = (then: () => void): void => {
    if (work.gone) return
    then()
    track.pulling = false
    work.wake()
  }
  work.runtime.images.pull(image, work.node.name).then(
    status => ended(() => pulled(work, track, status, {image, took: work.now - begun})),
    (error: Error) => ended(() => failed(work, track, image, error.message)),
  )
}

function pulled(
  work: PodWork,
  track: ContainerTrack,
  {sizeBytes}: ImageStatus,
  {image, took}: {image: string; took: number},
): void {
  const time = pullDuration(took)
  work.record(
    'Normal',
    'Pulled',
    `Successfully pulled image "${image}" in ${time} (${time} including waiting). Image size: ${sizeBytes} bytes.`,
    track.spec.name,
  )
  track.pullBackOff = noBackOff
  track.waiting = undefined
  work.pulledFor.add(track.spec.name)
}

function failed(work: PodWork, track: ContainerTrack, image: string, message: string): void {
  const {now} = work
  work.record('Warning', 'Failed', `Failed to pull image "${image}": ${message}`, track.spec.name)
  work.record('Warning', 'Failed', 'Error: ErrImagePull', track.spec.name)
  track.waiting = {reason: 'ErrImagePull', message}
  track.pullBackOff = nextBackOff(track.pullBackOff, now, now)
  // The next look, a moment later, finds it backing off.
  work.wakeAt(`back-off ${track.spec.name}`, now + 1000)
}

/** Its last pull has failed: says so, a moment after the failure itself, and tries again when its time has come. */
export function pullWaits(work: PodWork, track: ContainerTrack, until: number): void {
  const {name, image = ''} = track.spec
  work.wakeAt(`pull ${name}`, until)
  if (work.now < (work.dueAt(`back-off ${name}`) ?? 0)) return
  if (track.waiting?.reason === 'ImagePullBackOff') return
  const cause = track.waiting?.message ? `: ErrImagePull: ${track.waiting.message}` : ''
  track.waiting = {reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}"${cause}`}
  work.record('Normal', 'BackOff', `Back-off pulling image "${image}"`, name)
  work.record('Warning', 'Failed', 'Error: ImagePullBackOff', name)
}

const pullDuration = (milliseconds: number): string =>
  milliseconds < 1000 ? `${milliseconds}ms` : `${String(milliseconds / 1000).replace(/\.?0+$/, '')}s`
