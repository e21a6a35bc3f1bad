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

export interface ContainerUsage {
  cpuNanocores: number
  memoryBytes: number
}

export interface ContainerLogOptions {
  follow?: boolean
  sinceMillis?: number
  timestamps?: boolean
  tailLines?: number
  limitBytes?: number
  stream?: 'All' | 'Stdout' | 'Stderr'
}
