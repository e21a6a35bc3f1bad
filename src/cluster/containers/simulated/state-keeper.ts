import type {ContainerStateStore} from '../state/container-state-store.ts'

type Text = string | null
type MakeText = () => Text | Promise<Text>
type Change = [key: string, text: MakeText]

/** How many keys are written at once: some milliseconds' work, after which requests have their turn. */
const batchSize = 100

/** Collects what has changed until somebody wants it kept; a text is made only then. */
export class StateKeeper {
  private readonly store: ContainerStateStore
  private changed = new Map<string, MakeText>()
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
    this.changed.set(key, text)
  }

  forget(key: string): void {
    this.changed.set(key, () => null)
  }

  /** Resolves once all that was handed in is on disk. */
  flush(): Promise<void> {
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
    const batches = inBatches([...taken])
    try {
      for (const [index, batch] of batches.entries()) {
        if (index > 0) await new Promise(resolve => setImmediate(resolve))
        await this.save(batch)
        for (const [key] of batch) taken.delete(key)
      }
    } catch (error) {
      this.changed = new Map([...taken, ...this.changed])
      throw error
    }
  }

  private async save(batch: Change[]): Promise<void> {
    const changes = new Map<string, Text>()
    for (const [key, text] of batch) changes.set(key, await text())
    await this.store.save(changes)
  }
}

/** In the order in which they came, but all that is kept of one thing (a container's state, log and files) together: it is kept at one moment or not at all. */
function inBatches(changes: Change[]): Change[][] {
  const things = new Map<string, Change[]>()
  for (const change of changes) {
    const thing = change[0].slice(change[0].indexOf('/') + 1)
    const known = things.get(thing)
    if (known) known.push(change)
    else things.set(thing, [change])
  }
  const batches: Change[][] = []
  let last: Change[] | undefined
  for (const together of things.values()) {
    if (last && last.length + together.length <= batchSize) last.push(...together)
    else {
      last = [...together]
      batches.push(last)
    }
  }
  return batches
}
