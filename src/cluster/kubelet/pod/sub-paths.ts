import type {Container} from '../../../api/kinds.ts'
import type {Mount} from '../../containers/container.ts'
import {RuntimeError} from '../../containers/runtime-error.ts'
import {ConfigError} from './environment.ts'
import type {PodWork} from './pod-work.ts'

/** Has the parts of volumes that a container mounts; throws a ConfigError, which tells nothing of the node's files, where one leads out of its volume. */
export async function prepareSubPaths(
  {runtime, pod}: PodWork,
  container: Container,
  mounts: readonly Mount[],
): Promise<void> {
  for (const mount of mounts) {
    if (!mount.subPath) continue
    try {
      await runtime.volumes.prepareSubPath(mount, pod.spec!.nodeName!)
    } catch (error) {
      if (!(error instanceof RuntimeError)) throw error
      const name = container.volumeMounts?.find(({mountPath}) => `/${mountPath}`.endsWith(mount.containerPath))?.name
      throw new ConfigError(`${error.description} for volumeMount "${name}" of container "${container.name}"`)
    }
  }
}
