interface Entry<V> {
  key: string
  value: V
  older?: Entry<V>
  newer?: Entry<V>
}

/**
 * Keeps as many values as it may, and forgets the one that was put or touched longest ago. The order is a chain of its own: a Map from which the first is taken again and
 * again steps over all that were taken before it each time.
 */
export class RecentlyUsed<V> {
  private readonly most: number
  private readonly entries = new Map<string, Entry<V>>()
  private newest: Entry<V> | undefined
  private oldest: Entry<V> | undefined

  constructor(most: number) {
    this.most = most
  }

  /** Without touching it. */
  get(key: string): V | undefined {
    return this.entries.get(key)?.value
  }

  put(key: string, value: V): void {
    const known = this.entries.get(key)
    if (known) {
      known.value = value
      this.unlink(known)
      this.link(known)
      return
    }
    const entry = {key, value}
    this.entries.set(key, entry)
    this.link(entry)
    if (this.entries.size > this.most) this.forget(this.oldest!)
  }

  private forget(entry: Entry<V>): void {
    this.unlink(entry)
    this.entries.delete(entry.key)
  }

  private link(entry: Entry<V>): void {
    entry.older = this.newest
    entry.newer = undefined
    if (this.newest) this.newest.newer = entry
    this.newest = entry
    this.oldest ??= entry
  }

  private unlink(entry: Entry<V>): void {
    if (entry.older) entry.older.newer = entry.newer
    else this.oldest = entry.newer
    if (entry.newer) entry.newer.older = entry.older
    else this.newest = entry.older
  }
}
