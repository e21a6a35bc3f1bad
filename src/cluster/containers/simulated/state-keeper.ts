import {nextTurn} from '../../runtime/next-turn.ts'
import type {ContainerStateStore} from '../state/container-state-store.ts'

type Text = string | null
type MakeText = () => Text | Promise<Text>

/** Of how many keys on no more are written at once: some milliseconds' work, after which requests have their turn. */
const batchSize = 100

/** Collects what has changed until somebody wants it kept; a text is made only then. */
export class StateKeeper {
  private readonly store: ContainerStateStore
  private changed = new Map<string, MakeText>()
  /** What there is of one thing: what stands before the `/` of keys. */
  private readonly kinds = new Set<string>()
  /** One flush at a time: a later one must not be overtaken by what an earlier one found. */
  private flushing: Promise<void> = Promise.resolve()

  constructor(store: ContainerStateStore) {
    this.store = store
  }

  load(): Promise<Map<string, string>> {
    return this.store.load()
  }

  /** `text` answers null for what is not to be kept. */
  keep(key: string, text: MakeText): void {
    this.kinds.add(key.slice(0, key.indexOf('/')))
    this.changed.set(key, text)
  }

  forget(key: string): void {
    this.keep(key, () => null)
  }

  /** Resolves once all that was handed in is on disk. */
  flush(): Promise<void> {
    // A flush that failed has kept what it had for the next one, and told its own caller.
    this.flushing = this.flushing.catch(() => undefined).then(() => this.write())
    return this.flushing
  }

  close(): Promise<void> {
    return this.store.close()
  }

  /** What was handed in and is not on disk yet is still there when writing fails. */
  private async write(): Promise<void> {
    const taken = this.changed
    this.changed = new Map()
    while (taken.size > 0) {
      const batch = this.batchOf(taken)
      try {
        await this.save(batch)
      } catch (error) {
        this.changed = new Map([...batch, ...taken, ...this.changed])
        throw error
      }
      if (taken.size > 0) await nextTurn()
    }
  }

  /**
   * Takes the first keys, in the order in which they came, but all that is kept of one thing (a container's state, log and files) together: it is kept at one moment or
   * not at all.
   */
  private batchOf(taken: Map<string, MakeText>): Map<string, MakeText> {
    const batch = new Map<string, MakeText>()
    for (const [first] of taken) {
      if (batch.size >= batchSize) break
      const thing = first.slice(first.indexOf('/'))
      for (const kind of this.kinds) {
        const text = taken.get(kind + thing)
        if (!text) continue
        batch.set(kind + thing, text)
        taken.delete(kind + thing)
      }
    }
    return batch
  }

  private async save(batch: ReadonlyMap<string, MakeText>): Promise<void> {
    const changes = new Map<string, Text>()
    for (const [key, text] of batch) changes.set(key, await text())
    await this.store.save(changes)
  }
}
