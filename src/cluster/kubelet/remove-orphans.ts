import type {ContainerRuntime} from '../containers/container-runtime.ts'
import type {PodSandboxConfig} from '../containers/pod-sandbox.ts'

/** Ends what still runs of pods that were deleted while nobody looked after their node. */
export async function removeOrphans(
  runtime: ContainerRuntime,
  isOrphan: (sandbox: PodSandboxConfig) => boolean,
): Promise<void> {
  for (const {id, config} of await runtime.listPodSandboxes()) {
    if (!isOrphan(config)) continue
    await runtime.stopPodSandbox(id)
    await runtime.removePodSandbox(id)
  }
}
