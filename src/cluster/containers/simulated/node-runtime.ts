import type {ContainerRuntime} from '../container-runtime.ts'
import type {ImageStatus} from '../image-service.ts'
import type {SimulatedContainer} from './simulated-container.ts'
import type {SimulatedContainers} from './simulated-containers.ts'
import type {SimulatedSandbox, SimulatedSandboxes} from './simulated-sandboxes.ts'

/** The runtime as its own tools on a node see it. */
export interface NodeRuntime {
  version: {name: string; version: string}
  sandboxes(): SimulatedSandbox[]
  containers(): SimulatedContainer[]
  images(): Promise<ImageStatus[]>
  stopContainer(id: string, graceSeconds: number): Promise<void>
  removeContainer(id: string): Promise<void>
  stopSandbox(id: string): Promise<void>
  removeSandbox(id: string): Promise<void>
}

/** What of a runtime is on one node. */
export const nodeRuntime = (
  node: string,
  runtime: ContainerRuntime,
  {sandboxes, containers}: {sandboxes: SimulatedSandboxes; containers: SimulatedContainers},
): NodeRuntime => ({
  version: runtime.version(),
  sandboxes: () => sandboxes.list({node}),
  containers: () => containers.on(node),
  images: () => runtime.images.list(node),
  stopContainer: (id, graceSeconds) => runtime.stopContainer(id, graceSeconds),
  removeContainer: id => runtime.removeContainer(id),
  stopSandbox: id => runtime.stopPodSandbox(id),
  removeSandbox: id => runtime.removePodSandbox(id),
})
