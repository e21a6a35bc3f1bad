import type {NetworkPeer, PodNetwork} from '../../pod-network.ts'
import type {ContainerFileSystem} from '../files/container-file-system.ts'
import type {ImageFamily} from '../images/image.ts'
import type {NodeRuntime} from '../node-runtime.ts'
import type {Listener, ProgramHost, Signal} from '../programs/program.ts'
import type {Errand} from '../script-errands.ts'
import type {Terminal} from '../terminal/terminal.ts'
import type {StandardInput} from './standard-input.ts'

/** The memory that a process may use. */
export interface ProcessMemory {
  /** Bytes; absent: as much as the node has. */
  limit?: number
  /** Takes so much for a moment, beside what is in use; the container does not survive that it is more than it may have. */
  hold(bytes: number): Promise<void>
}

/** The node that a container may do everything on. */
export interface NodeAccess {
  /** Whether the container sees the node's processes. */
  hasProcesses: boolean
  /** The node's files as its own processes see them. */
  files(): Promise<ContainerFileSystem>
  /** What runs on it beside containers. */
  processes(): {pid: number; user: string; command: string}[]
}

/** What a shell needs of the container it runs in. */
export interface ShellHost {
  family: ImageFamily
  files: ContainerFileSystem
  hostname: string
  /** The sandbox that its pod is. */
  sandboxId: string
  uid: number
  gid: number
  groups: number[]
  privileged: boolean
  /** Where its node's whole disk is, if anywhere, without a slash at the end: '' is the root. */
  nodeDiskAt: string[]
  /** Of a privileged container. */
  nodeAccess?: NodeAccess
  /** Kernel parameters that its pod sets. */
  sysctls: Record<string, string>
  /** The process's own number in the container. */
  pid: number
  now(): number
  /** Sleeps by the cluster's clock; the work token is given back meanwhile. Rejects when the script, or with `signal` this command of it, is to end. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
  /** Waits for something that is not work; likewise. */
  idle<T>(wait: Promise<T>, signal?: AbortSignal): Promise<T>
  /** Calls back once that much of the cluster's time has passed. */
  alarm(milliseconds: number, callback: () => void): {cancel(): void}
  /** Does something that the cluster is to wait for, while the script itself may be idle. */
  work<T>(run: () => Promise<T>): Promise<T>
  stdout(data: Uint8Array): void
  stderr(data: Uint8Array): void
  /** What its commands read as it comes, if they do. */
  input?: StandardInput
  /** What its user sits at, if anybody does. */
  terminal?: Terminal
  signal: AbortSignal
  network: PodNetwork
  peer: NetworkPeer
  processes(): {pid: number; user: string; command: string}[]
  kill(pid: number, signal: Signal): boolean
  /** Runs a native program, such as a server, as a child; resolves with its exit code. The signal interrupts it. */
  run(argv: string[], host: Partial<ProgramHost>, signal?: AbortSignal): Promise<number> | undefined
  /** Takes connections at a port of the container; undefined: somebody does already. */
  listen(argv: string[], port: number, listener: Listener): {close(): void} | undefined
  /** Whether a program that the script ends with goes on: in a container's own script, where nobody counts on its end. */
  serves: boolean
  /** Names that an image that nobody knows does not have; absent where the image is known. */
  denied?(name: string): boolean
  memory: ProcessMemory
  /** The runtime of the node it runs on, for the node's own tools. */
  node: NodeRuntime
  /** Does something to the world outside, unless it was done already in the script's past: then it tells what came of it. */
  once(run: () => Promise<Errand>): Promise<Errand>
  /** Computes for good: until the process is ended it takes a whole processor. */
  spin(signal?: AbortSignal): Promise<void>
  /** Ends the script at once. */
  abort(): void
}

/** One script's state beside the interpreter's. */
export interface ShellState {
  jobs: Map<number, Promise<number>>
  /** Ends a job in the background. */
  stops: Map<number, AbortController>
  /** What jobs are, as they were written. */
  sources: Map<number, string>
  /** The number of the latest job. */
  lastJob?: number
  traps: Map<string, string>
  /** The script as it was given, whose functions its traps may call. */
  script?: string
  pending: Signal[]
  /** Rounds of loops since the script last slept. */
  rounds: number
  /** Resolves a `wait` when a signal with a trap has come. */
  interrupt?: () => void
  /** Set by a trap that called `exit`. */
  exitCode?: number
}
