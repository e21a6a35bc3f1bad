import type {Connection} from '../../connection.ts'
import type {ContainerUsage} from '../../container.ts'
import type {NetworkPeer, PodNetwork} from '../../pod-network.ts'
import type {ContainerFileSystem} from '../files/container-file-system.ts'
import type {ImageFamily} from '../images/image.ts'

export type Signal = 'SIGTERM' | 'SIGKILL' | 'SIGINT' | 'SIGHUP' | 'SIGQUIT' | 'SIGUSR1' | 'SIGUSR2'

/** What a container gives to a program that runs in it. */
export interface ProgramHost {
  argv: string[]
  /** As the pod names it. */
  image: string
  env: Record<string, string>
  cwd: string
  hostname: string
  family: ImageFamily
  /** Whether it is the container's first process: signals without a handler do not touch it. */
  isInit: boolean
  now(): number
  /** Calls back after that much of the cluster's time; something a user may be waiting for. */
  after(milliseconds: number, callback: () => void): {cancel(): void}
  stdout(text: string | Uint8Array): void
  stderr(text: string | Uint8Array): void
  stdin?: AsyncIterable<Uint8Array>
  /** To be called once. */
  exit(code: number, reason?: 'OOMKilled'): void
  /** From now on it answers otherwise than before. */
  active(): void
  files(): Promise<ContainerFileSystem>
  /** Does something that the cluster is to wait for. */
  work<T>(run: () => Promise<T>): Promise<T>
  /** Runs a command in the container, as somebody from without would; its output, errors too. */
  exec(argv: string[]): Promise<{output: string; exitCode: number}>
  network: PodNetwork
  peer: NetworkPeer
  /** Ports that the pod says it listens on. */
  declaredPorts: number[]
  /** The user that it runs as, and whether it must stay that. */
  uid: number
  noNewPrivileges: boolean
  /** Whether the image's files are only to be read, and where volumes are. */
  readOnlyRoot: boolean
  mountPaths: string[]
  memoryLimit?: number
  /** Whether a manifest on its node describes its pod, and whether anybody has changed that node's files. */
  isStaticPod: boolean
  isNodeChanged: boolean
}

export interface HttpRequest {
  method: string
  /** Path and query. */
  path: string
  headers: Record<string, string>
  body: string
}

export interface HttpResponse {
  status: number
  headers?: Record<string, string>
  body?: string | Uint8Array
}

/** What answers on a port. Programs that speak HTTP say so, which spares callers in this process the bytes. */
export interface Listener {
  accept(connection: Connection, peer: {ip: string}): void
  http?(request: HttpRequest, peer: {ip: string}): Promise<HttpResponse>
}

/** Takes datagrams; returns what is sent back, if anything is. */
export type Datagrams = (message: string, peer: {ip: string}) => string | undefined

export interface RunningProgram {
  /** By port number; asked for each connection. */
  listener?(port: number): Listener | undefined
  ports?: number[]
  /** What takes the datagrams of a port. */
  datagrams?(port: number): Datagrams | undefined
  /** What it uses, where it knows. */
  usage?(now: number): ContainerUsage
  signal(signal: Signal): void
  /** Leaves everything as it is and calls nobody back: this process is ending, not the container. */
  abandon?(): void
}

export type StartProgram = (host: ProgramHost) => RunningProgram

export const signalNumbers: Record<Signal, number> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGUSR2: 12,
  SIGTERM: 15,
}
