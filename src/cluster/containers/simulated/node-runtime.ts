import type {ContainerRuntime} from '../container-runtime.ts'
import type {ImageStatus} from '../image-service.ts'
import type {ContainerFileSystem} from './files/container-file-system.ts'
import type {Systemd} from './services/systemd.ts'
import type {SimulatedContainer} from './simulated-container.ts'
import type {SimulatedContainers} from './simulated-containers.ts'
import type {SimulatedSandbox, SimulatedSandboxes} from './simulated-sandboxes.ts'
import type {VolumeStore} from './volumes/volume-store.ts'

/** The runtime as its own tools on a node see it. */
export interface NodeRuntime {
  name: string
  /** Where others reach it; undefined where nobody knows. */
  address(): string | undefined
  /** Another node of the same cluster, by its name or its address. */
  neighbour(name: string): NodeRuntime | undefined
  /** What runs there beside containers. */
  services: Systemd
  /** The node's files as its own processes see them. */
  files(): Promise<ContainerFileSystem>
  version: {name: string; version: string}
  sandboxes(): SimulatedSandbox[]
  containers(): SimulatedContainer[]
  images(): Promise<ImageStatus[]>
  stopContainer(id: string, graceSeconds: number): Promise<void>
  removeContainer(id: string): Promise<void>
  stopSandbox(id: string): Promise<void>
  removeSandbox(id: string): Promise<void>
}

export interface NodeRuntimeParts {
  sandboxes: SimulatedSandboxes
  containers: SimulatedContainers
  services: Systemd
  volumes: VolumeStore
  on(node: string): NodeRuntime
}

/** What of a runtime is on one node. */
export const nodeRuntime = (
  node: string,
  runtime: ContainerRuntime,
  {sandboxes, containers, services, volumes, on}: NodeRuntimeParts,
): NodeRuntime => ({
  name: node,
  address: () => sandboxes.list({node}).find(({record}) => record.config.hostNetwork)?.record.config.ip,
  neighbour(target) {
    if (services.hasBeenUp(target)) return on(target)
    const there = sandboxes.list().find(({record: {config}}) => config.hostNetwork && config.ip === target)
    return there && on(there.record.config.node)
  },
  services,
  files: () => volumes.filesOf(node),
  version: runtime.version(),
  sandboxes: () => sandboxes.list({node}),
  containers: () => containers.on(node),
  images: () => runtime.images.list(node),
  stopContainer: (id, graceSeconds) => runtime.stopContainer(id, graceSeconds),
  removeContainer: id => runtime.removeContainer(id),
  stopSandbox: id => runtime.stopPodSandbox(id),
  removeSandbox: id => runtime.removePodSandbox(id),
})
