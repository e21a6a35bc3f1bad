import type {ObjectEvent} from './watch-cache.ts'

/** The last events of a kind, for watchers that come back with an older revision. At its limit it forgets the older half. */
export class EventHistory {
  /** Events after this revision are all known. */
  private start = 0
  private events: ObjectEvent[] = []
  private readonly limit: number

  constructor(limit: number) {
    this.limit = limit
  }

  /** Nothing before this revision is known. */
  begin(revision: number): void {
    this.start = revision
  }

  /** The revision after which events can be replayed. */
  get replayable(): number {
    return this.start
  }

  /** Returns whether older ones were forgotten for it. */
  add(event: ObjectEvent): boolean {
    this.events.push(event)
    if (this.events.length <= this.limit) return false
    const forgotten = this.events.splice(0, this.limit / 2)
    this.start = forgotten[forgotten.length - 1]!.revision
    return true
  }

  /** Whether every event after this revision is still known. */
  covers(revision: number): boolean {
    return revision >= this.start
  }

  /** Everything that happened after a revision that is covered. */
  since(revision: number): ObjectEvent[] {
    let low = 0
    let high = this.events.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.events[middle]!.revision <= revision) low = middle + 1
      else high = middle
    }
    return this.events.slice(low)
  }
}
