import {RuntimeError} from '../../containers/runtime-error.ts'
import {backOffEnd, type ContainerTrack} from './container-track.ts'
import type {PodWork} from './pod-work.ts'
import {pullImage, pullWaits} from './pull-image.ts'

/** Whether a container can be made of its image now; what is needed for that is begun, what stands in the way becomes its waiting reason. */
export async function hasImage(work: PodWork, track: ContainerTrack): Promise<boolean> {
  const {spec} = track
  const image = spec.image ?? ''
  const policy = spec.imagePullPolicy ?? 'IfNotPresent'
  const present = await isPresent(work, image)
  if (present === undefined) {
    const text = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`
    return refuse(work, track, 'InvalidImageName', 'InspectFailed', text)
  }
  if (policy === 'Never' && !present) {
    const text = `Container image "${image}" is not present with pull policy of Never`
    return refuse(work, track, 'ErrImageNeverPull', 'ErrImageNeverPull', text)
  }
  if (work.pulledFor.delete(spec.name)) return true
  if (present && policy !== 'Always') {
    work.record('Normal', 'Pulled', `Container image "${image}" already present on machine`, spec.name)
    return true
  }
  const until = backOffEnd(track.pullBackOff, track.pullBackOff.updated, work.now)
  if (until === undefined) pullImage(work, track, image)
  else pullWaits(work, track, until)
  return false
}

/** Undefined if the name is none. */
async function isPresent({runtime, node}: PodWork, image: string): Promise<boolean | undefined> {
  try {
    return (await runtime.images.status(image, node.name)) !== undefined
  } catch (error) {
    if (error instanceof RuntimeError) return undefined
    throw error
  }
}

function refuse(work: PodWork, track: ContainerTrack, reason: string, event: string, message: string): false {
  if (track.waiting?.reason !== reason) {
    work.record('Warning', event, message, track.spec.name)
    work.record('Warning', 'Failed', `Error: ${reason}`, track.spec.name)
  }
  track.waiting = {reason, message}
  return false
}
