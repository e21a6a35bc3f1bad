import type {Connection, ConnectionOptions} from '../client/connection.ts'

/** Where a command prints: a process' stream, or a test's collector. */
export interface Output {
  write(chunk: string | Uint8Array): unknown
  isTTY?: boolean
  columns?: number
  rows?: number
}

/** Where a command reads; only `-f -`, prompts and attached streams do. */
export interface Input extends AsyncIterable<Uint8Array | string> {
  isTTY?: boolean
}

/** Everything a command may touch outside itself, so that a test can stand in for all of it. */
export interface CliContext {
  /** The name of the program as invoked. */
  program: string
  env: Record<string, string | undefined>
  cwd: string
  stdin: Input
  stdout: Output
  stderr: Output
  connect(options: ConnectionOptions): Promise<Connection>
  /** Milliseconds since the epoch. */
  now(): number
  /** Aborted on Ctrl-C and its like. */
  signal?: AbortSignal
}
