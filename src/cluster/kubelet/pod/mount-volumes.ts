import {isNotFound} from '../../../api/status-error.ts'
import {checkHostPath} from '../volumes/host-path.ts'
import {MountError} from '../volumes/mount-error.ts'
import {hostPathOf} from '../volumes/mounts.ts'
import {volumeFiles} from '../volumes/volume-files.ts'
import {beingMade} from './being-made.ts'
import type {PodWork} from './pod-work.ts'

/** Whether all volumes are set up; says so once per reason where not, and tries again later. */
export async function mountVolumes(work: PodWork): Promise<boolean> {
  if (work.volumes) return true
  const {pod, context, address, parts} = work
  const paths = new Map<string, string>()
  for (const volume of pod.spec!.volumes ?? []) {
    try {
      // A token volume can always be made; asking for it now would cost a request per pod.
      const provided =
        volume.configMap ?? volume.secret ?? (volume.projected && !volume.name.startsWith('kube-api-access-'))
      if (provided) await volumeFiles(pod, volume, {...parts, address})
      if (volume.hostPath) await checkHostPath(volume.hostPath, work.node.name, parts.runtime.disk)
      paths.set(volume.name, await hostPathOf(pod, volume, context))
    } catch (error) {
      if (!(error instanceof MountError) && !isNotFound(error)) throw error
      mountLater(work, `MountVolume.SetUp failed for volume "${volume.name}" : ${(error as Error).message}`)
      return false
    }
  }
  work.volumes = paths
  return true
}

/** Of what is missing nothing is said before the second look. */
function mountLater(work: PodWork, failure: string): void {
  const {now} = work
  work.mountRetry ??= {due: now + beingMade, delay: 500}
  if (now < work.mountRetry.due) return work.wakeAt('mount', work.mountRetry.due)
  work.record('Warning', 'FailedMount', failure)
  const {delay} = work.mountRetry
  work.mountRetry = {due: now + delay, delay: Math.min(delay * 2, 122_000)}
  work.wakeAt('mount', work.mountRetry.due)
}
