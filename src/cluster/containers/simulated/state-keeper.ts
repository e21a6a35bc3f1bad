import type {ContainerStateStore} from '../state/container-state-store.ts'

type Text = string | null

/** Collects what has changed until somebody wants it kept; a text is made only then. */
export class StateKeeper {
  private readonly store: ContainerStateStore
  private readonly changed = new Map<string, () => Text | Promise<Text>>()

  constructor(store: ContainerStateStore) {
    this.store = store
  }

  load(): Promise<Map<string, string>> {
    return this.store.load()
  }

  /** `text` answers null for what is not to be kept. */
  keep(key: string, text: () => Text | Promise<Text>): void {
    this.changed.set(key, text)
  }

  forget(key: string): void {
    this.changed.set(key, () => null)
  }

  /** Resolves once all that was handed in is on disk. */
  async flush(): Promise<void> {
    if (this.changed.size === 0) return
    const taken = [...this.changed]
    this.changed.clear()
    const changes = new Map<string, Text>()
    for (const [key, text] of taken) changes.set(key, await text())
    await this.store.save(changes)
  }

  close(): Promise<void> {
    return this.store.close()
  }
}
