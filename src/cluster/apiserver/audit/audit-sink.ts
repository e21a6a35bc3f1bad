/** Where audit events go. */
export interface AuditSink {
  /** Takes an event: a JSON object, and the end of its line. */
  write(line: string): void
  /** Resolves when what was written last is where it should be, and tells whether requests may go on; absent: nobody waits for that. */
  stored?(): Promise<boolean>
  close(): void | Promise<void>
}
