export interface TimerEntry {
  due: number
  /** Among equals, the one that was set first goes first. */
  order: number
  callback: () => void
  /** Its index in the heap; -1 while it is in none. */
  place: number
}

/** Timers by due time, then by the order in which they were set; any can be taken out in logarithmic time. */
export class TimerHeap {
  private readonly entries: TimerEntry[] = []

  get first(): TimerEntry | undefined {
    return this.entries[0]
  }

  get size(): number {
    return this.entries.length
  }

  add(entry: TimerEntry): void {
    entry.place = this.entries.length
    this.entries.push(entry)
    this.rise(entry)
  }

  remove(entry: TimerEntry): void {
    if (this.entries[entry.place] !== entry) return
    const last = this.entries.pop()!
    if (last !== entry) {
      last.place = entry.place
      this.entries[last.place] = last
      this.rise(last)
      this.sink(last)
    }
    entry.place = -1
  }

  private rise(entry: TimerEntry): void {
    while (entry.place > 0) {
      const parent = this.entries[(entry.place - 1) >> 1]!
      if (!isBefore(entry, parent)) return
      this.swap(entry, parent)
    }
  }

  private sink(entry: TimerEntry): void {
    for (;;) {
      const left = this.entries[2 * entry.place + 1]
      const right = this.entries[2 * entry.place + 2]
      const least = right && left && isBefore(right, left) ? right : left
      if (!least || !isBefore(least, entry)) return
      this.swap(least, entry)
    }
  }

  private swap(a: TimerEntry, b: TimerEntry): void {
    const place = a.place
    a.place = b.place
    b.place = place
    this.entries[a.place] = a
    this.entries[b.place] = b
  }
}

export const isBefore = (a: TimerEntry, b: TimerEntry): boolean =>
  a.due < b.due || (a.due === b.due && a.order < b.order)
