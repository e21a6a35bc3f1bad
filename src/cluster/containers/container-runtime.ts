import type {Connection} from './connection.ts'
import type {ContainerConfig, ContainerLogOptions, ContainerStatus, ContainerUsage} from './container.ts'
import type {ImageService} from './image-service.ts'
import type {NodeDisk} from './node-disk.ts'
import type {NodeServices} from './node-services.ts'
import type {NodeVolumes} from './node-volumes.ts'
import type {PodSandboxConfig, PodSandboxStatus} from './pod-sandbox.ts'
import type {Process} from './process.ts'

/**
 * What a kubelet needs of whatever runs its containers, in the shape of CRI v1. Failures are RuntimeErrors. All times are milliseconds
 * since the epoch, of the cluster's clock.
 */
export interface ContainerRuntime {
  readonly images: ImageService
  readonly volumes: NodeVolumes
  readonly disk: NodeDisk
  /** What runs on nodes beside containers: the kubelet itself, for one. */
  readonly services: NodeServices
  /** `containerd`, `2.1.5`. */
  version(): {name: string; version: string}
  /** Called after each change of a container's state and when one becomes active, in order. Returns what takes the listener off. */
  onEvent(listener: (event: ContainerEvent) => void): () => void

  runPodSandbox(config: PodSandboxConfig): Promise<string>
  /** Stops what runs in it as well; no error if it is stopped or gone. */
  stopPodSandbox(id: string): Promise<void>
  removePodSandbox(id: string): Promise<void>
  podSandboxStatus(id: string): Promise<PodSandboxStatus>
  listPodSandboxes(filter?: {podUid?: string; node?: string}): Promise<PodSandboxStatus[]>

  createContainer(sandboxId: string, config: ContainerConfig): Promise<string>
  startContainer(id: string): Promise<void>
  /** Sends the stop signal, and SIGKILL after the grace period; resolves once it has exited. */
  stopContainer(id: string, graceSeconds: number): Promise<void>
  /** Holds a container that runs to other limits. */
  updateContainer(id: string, limits: NonNullable<ContainerConfig['limits']>): Promise<void>
  removeContainer(id: string): Promise<void>
  containerStatus(id: string): Promise<ContainerStatus>
  listContainers(filter?: {podUid?: string; sandboxId?: string}): Promise<ContainerStatus[]>
  /** What its own files and its output take on the node's disk. */
  containerDiskBytes(id: string): Promise<number>
  containerStats(id: string): Promise<ContainerUsage>
  containerLogs(id: string, options: ContainerLogOptions, signal?: AbortSignal): AsyncIterable<Uint8Array>
  /** The last of a container's output, at most so many lines and bytes. */
  logTail(id: string, lines: number, bytes: number): Promise<string>

  /** Runs to completion; DeadlineExceeded after the timeout. */
  execSync(id: string, command: string[], timeoutSeconds?: number): Promise<ExecResult>
  /** Resolves with the exit code. */
  exec(id: string, command: string[], process: Process): Promise<number>
  /** Resolves when the container has exited or the caller went away. */
  attach(id: string, process: Process): Promise<number | undefined>
  /** Opens a connection to a port inside the sandbox; Unavailable if nobody listens. */
  connect(sandboxId: string, port: number): Promise<Connection>

  /** Finds out what an earlier process left on nodes, beside containers; called once, before anything else. */
  open(): Promise<void>
  /** Takes up the containers that an earlier process left; called once, before there are others. */
  restore(): Promise<void>
  /** Resolves once all that was done is kept. */
  flush(): Promise<void>
  /** Lets go without ending anything. */
  close(): Promise<void>
}

export interface ExecResult {
  stdout: string
  stderr: string
  exitCode: number
}

export interface ContainerEvent {
  sandboxId: string
  podUid: string
  containerId: string
  /** `active`: it has done something after it had been at rest, so that its probes may find it changed. `wrote`: it has written to a file. */
  type: 'started' | 'stopped' | 'active' | 'wrote'
}
