/** How a program that is being run by somebody else is heard and spoken to. */
export interface Process {
  /** Absent: standard input is empty. */
  stdin?: AsyncIterable<Uint8Array>
  stdout(data: Uint8Array): void
  stderr(data: Uint8Array): void
  tty: boolean
  /** Terminal sizes, as they change. */
  resize?: AsyncIterable<{width: number; height: number}>
  /** Aborted when the caller goes away. */
  signal?: AbortSignal
}
