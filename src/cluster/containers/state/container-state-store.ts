/**
 * Where a runtime keeps what must outlive this process: small texts by key. Reading happens once, at start; writing in batches, and
 * never when nothing has changed.
 */
export interface ContainerStateStore {
  load(): Promise<Map<string, string>>
  /** Applies all or nothing; null takes a key away. */
  save(changes: ReadonlyMap<string, string | null>): Promise<void>
  close(): Promise<void>
}
