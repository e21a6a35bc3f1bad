import type {ContainerStateStore} from './container-state-store.ts'

/** Keeps state for as long as this object lives. */
export class MemoryStateStore implements ContainerStateStore {
  private readonly values = new Map<string, string>()

  async load(): Promise<Map<string, string>> {
    return new Map(this.values)
  }

  async save(changes: ReadonlyMap<string, string | null>): Promise<void> {
    for (const [key, value] of changes) {
      if (value === null) this.values.delete(key)
      else this.values.set(key, value)
    }
  }

  async close(): Promise<void> {}
}
