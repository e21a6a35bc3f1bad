import type {Connection} from './connection.ts'
import type {Process} from './process.ts'

export interface PodSandboxConfig {
  namespace: string
  name: string
  uid: string
  /** How often this pod has had a sandbox before. */
  attempt: number
  /** The node it runs on; one runtime may serve many. */
  node: string
  hostname: string
  /** What its full name has after the host's: `web.default.svc.cluster.local`; absent: it has none. */
  domain?: string
  /** The address the pod is given; the node's own with the host's network. */
  ip: string
  hostNetwork: boolean
  /** Its containers see each other's processes. */
  sharePids?: boolean
  /** They see the node's. */
  hostPids?: boolean
  /** Their users are others on the node. */
  hasOwnUsers?: boolean
  dns: {servers: string[]; searches: string[]; options: string[]}
  /** Kernel parameters that it has of its own. */
  sysctls?: Record<string, string>
  labels: Record<string, string>
  annotations: Record<string, string>
}

export interface PodSandboxStatus {
  id: string
  state: 'Ready' | 'NotReady'
  /** Milliseconds since the epoch. */
  createdAt: number
  ip: string
  config: PodSandboxConfig
}

export interface ContainerConfig {
  name: string
  /** The container of the same pod whose processes it sees; a debugger's. */
  target?: string
  /** How often this container has been made before: its restart count. */
  attempt: number
  image: string
  /** Replaces the image's entrypoint. */
  command?: string[]
  /** Replaces the image's command. */
  args?: string[]
  workingDir?: string
  env: {name: string; value: string}[]
  mounts: Mount[]
  stdin: boolean
  /** Standard input closes after the first attach that had it. */
  stdinOnce: boolean
  tty: boolean
  terminationMessagePath: string
  runAsUser?: number
  runAsGroup?: number
  /** Beside its own group and those of the image. */
  supplementalGroups?: number[]
  /** Its groups are those that are given, not the image's too. */
  hasGivenGroupsOnly?: boolean
  readOnlyRootFilesystem?: boolean
  /** It may do what its node may. */
  privileged?: boolean
  /** Its processes cannot become another user than the one they run as. */
  noNewPrivileges?: boolean
  /** Extra lines of /etc/hosts. */
  hostAliases?: {ip: string; hostnames: string[]}[]
  limits?: {memoryBytes?: number; cpuMillis?: number; cpuShares?: number}
  /** How soon the kernel ends it when memory is short, from -1000 to 1000. */
  oomScoreAdjust?: number
  /** Whether its system calls are filtered. */
  seccomp?: boolean
  /** Whether somebody counts on its end: an init container's, a Job's. */
  runsToCompletion?: boolean
  /** Ports the pod says it listens on; a program without a port of its own choosing opens these. */
  ports?: number[]
}

export interface Mount {
  containerPath: string
  /**
   * A folder or file of the node's disk. `/var/lib/kubelet/pods/UID/volumes/PLUGIN/NAME` holds what the VolumeProvider says or, if that is nothing, what
   * containers have put there. Below `/var/lib/kubelet/plugins/` it is storage that all nodes share.
   */
  hostPath: string
  subPath?: string
  readOnly: boolean
  /** Where the node has nothing at the path, an empty file is made, not a folder. */
  makesFile?: boolean
  /** The folder is in the node's memory. */
  tmpfs?: boolean
  /** How much fits in, where somebody counts; bytes. */
  capacity?: number
  /** Whether what is mounted below the folder later is found too, and found on the node if the container mounts it; absent: neither. */
  propagation?: 'HostToContainer' | 'Bidirectional'
  /** The group that the folder, and what is put into it, belongs to. */
  fsGroup?: number
}

export interface VolumeFile {
  content: Uint8Array | string
  /** Permission bits; 0o644 if absent. */
  mode?: number
  /** Root's, if absent. */
  uid?: number
  gid?: number
  /** When it was last written, where that is known; milliseconds since the epoch. */
  modified?: number
  /** Its content is made anew whenever it is asked for: that it differs means nothing. */
  isFleeting?: boolean
}

/** Files by their path within the volume. */
export type VolumeFiles = Record<string, VolumeFile>

/** Says what a pod's volume or, for `/`, a node's whole disk is filled with; undefined for folders that start empty and are the containers' own. */
export type VolumeProvider = (hostPath: string, node: string) => Promise<VolumeFiles | undefined>

export type ContainerState = 'Created' | 'Running' | 'Exited'

export interface ContainerStatus {
  id: string
  sandboxId: string
  name: string
  attempt: number
  state: ContainerState
  createdAt: number
  startedAt?: number
  finishedAt?: number
  exitCode?: number
  /** `Completed`, `Error`, `OOMKilled`, `StartError`, `ContainerCannotRun`. */
  reason?: string
  message?: string
  /** What the container wrote to its termination message path, once it has exited. */
  terminationMessage?: string
  image: string
  /** `docker.io/library/nginx@sha256:…` */
  imageRef: string
  user: {uid: number; gid: number; supplementalGroups: number[]}
}

export interface ImageStatus {
  /** `sha256:…` of its configuration. */
  id: string
  repoTags: string[]
  repoDigests: string[]
  sizeBytes: number
  /** The user that the image itself names, 0 if it names none; absent where nobody knows. */
  uid?: number
}

export interface ContainerLogOptions {
  follow?: boolean
  sinceMillis?: number
  timestamps?: boolean
  tailLines?: number
  limitBytes?: number
  stream?: 'All' | 'Stdout' | 'Stderr'
}

export interface ContainerEvent {
  sandboxId: string
  podUid: string
  containerId: string
  /** `active`: it has done something after it had been at rest, so that its probes may find it changed. `wrote`: it has written to a file. */
  type: 'started' | 'stopped' | 'active' | 'wrote'
}

export interface ContainerUsage {
  cpuNanocores: number
  memoryBytes: number
}

/** The disks of the nodes, as their kubelets look at them. */
export interface NodeDisk {
  /** Whether a node's disk holds anything that was not there from the start, or lacks what was. */
  isChanged(node: string): boolean
  /** The files right in a folder, by name, but for hidden ones; none where there is no such folder. */
  filesIn(folder: string, node: string): Promise<Map<string, string>>
  /** What is at a path; undefined: nothing. */
  typeOf(path: string, node: string): Promise<'file' | 'directory' | 'socket' | undefined>
  /** Called with a node's name after each change of its disk. Returns what takes the listener off. */
  onChange(listener: (node: string) => void): () => void
}

/**
 * What a kubelet needs of whatever runs its containers, in the shape of CRI v1. Failures are RuntimeErrors. All times are milliseconds
 * since the epoch, of the cluster's clock.
 */
export interface ContainerRuntime {
  readonly disk: NodeDisk
  /** `containerd`, `2.1.5`. */
  version(): {name: string; version: string}
  /** Given once, before the first container. */
  setVolumeProvider(provider: VolumeProvider): void
  /** A volume's content has changed or its pod is gone. */
  volumeChanged(hostPath: string, node: string): void
  volumeRemoved(hostPath: string, node: string): void
  /** Called after each change of a container's state and when one becomes active, in order. Returns what takes the listener off. */
  onEvent(listener: (event: ContainerEvent) => void): () => void

  runPodSandbox(config: PodSandboxConfig): Promise<string>
  /** Stops what runs in it as well; no error if it is stopped or gone. */
  stopPodSandbox(id: string): Promise<void>
  removePodSandbox(id: string): Promise<void>
  podSandboxStatus(id: string): Promise<PodSandboxStatus>
  listPodSandboxes(filter?: {podUid?: string; node?: string}): Promise<PodSandboxStatus[]>

  /** Makes the part of a volume that is to be mounted, where there is none; fails if that part is not within the volume. */
  prepareSubPath(mount: Mount, node: string): Promise<void>
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
  /** What is in a folder of a node. */
  volumeBytes(hostPath: string, node: string): Promise<number>
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

  /** Brings an image to a node. */
  pullImage(image: string, node: string): Promise<ImageStatus>
  imageStatus(image: string, node: string): Promise<ImageStatus | undefined>
  listImages(node: string): Promise<ImageStatus[]>
  removeImage(image: string, node: string): Promise<void>
  /** Takes up what an earlier process left; called once, before anything else. */
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
