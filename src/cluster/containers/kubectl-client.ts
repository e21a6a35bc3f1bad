import type {Connection} from './connection.ts'
import type {FileCalls} from './simulated/files/file-calls.ts'
import type {Terminal} from './simulated/terminal/terminal.ts'

/** The process that a kubectl in a container, or on a node, is. */
export interface KubectlHost {
  files: FileCalls
  cwd: string
  env: Record<string, string>
  /** What is piped in. */
  stdin: Uint8Array
  terminal?: Terminal
  stdout(data: Uint8Array): void
  stderr(data: Uint8Array): void
  /** Aborted when it is to end. */
  signal: AbortSignal
  now(): number
  /** Awaits what is no work. */
  idle<T>(wait: Promise<T>): Promise<T>
  sleep(milliseconds: number): Promise<void>
  /** Calls back once that much of the cluster's time has passed. */
  alarm(milliseconds: number, callback: () => void): {cancel(): void}
  /** Rejects as node's own sockets do. */
  dial(to: {host: string; port: number}): Promise<Connection>
  /** Takes connections at a port until it is told to stop; false: somebody else does. */
  listen(port: number, accept: (connection: Connection) => void): {close(): void} | false
  /** Runs another program; what it puts out is the process's own but for what `stdout` takes. */
  run(
    argv: readonly string[],
    process: {cwd: string; env: Record<string, string>; stdout?(data: Uint8Array): void},
  ): Promise<number>
}

/** kubectl, for who calls it in a container or on a node; resolves to its exit code. */
export type KubectlClient = (argv: readonly string[], host: KubectlHost) => Promise<number>
