import type {Clock} from '../../runtime/clock.ts'
import type {StoreEvent} from '../store.ts'
import {StoreError} from '../store.ts'
import type {Connection} from './connection.ts'
import {currentRevision} from './revision.ts'
import {Write} from './write.ts'

/** What one transaction of SQLite's has made durable. */
export interface Commit {
  /** The store's revision before; other processes may have written since we last looked. */
  before: number
  /** The store's revision after. */
  after: number
  events: StoreEvent[]
}

interface Pending {
  apply(write: Write): unknown
  resolve(value: unknown): void
  reject(error: unknown): void
}

type Outcome = {value: unknown} | {refusal: StoreError}

/** More writes than this do not share a transaction, so that readers get their turn. */
const mostTogether = 1_000

/**
 * Group commit: the writes of one turn of the event loop share one transaction, and so one sync of the disk, while each has a revision
 * of its own. Each answer waits until its write is durable and `committed` has told everybody else.
 */
export class CommitQueue {
  private readonly connection: Connection
  private readonly clock: Clock
  private readonly committed: (commit: Commit) => void
  private pending: Pending[] = []
  private scheduled = false

  constructor(connection: Connection, clock: Clock, committed: (commit: Commit) => void) {
    this.connection = connection
    this.clock = clock
    this.committed = committed
  }

  enqueue<T>(apply: (write: Write) => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.pending.push({apply, resolve: resolve as (value: unknown) => void, reject})
      this.schedule()
    })
  }

  /** Commits what is waiting, now. */
  flush(): void {
    while (this.pending.length > 0) this.commit(this.pending.splice(0, mostTogether))
  }

  private schedule(): void {
    if (this.scheduled) return
    this.scheduled = true
    setImmediate(() => {
      this.scheduled = false
      this.commit(this.pending.splice(0, mostTogether))
      if (this.pending.length > 0) this.schedule()
    })
  }

  private commit(batch: Pending[]): void {
    if (batch.length === 0) return
    try {
      const {outcomes, ...commit} = this.connection.transaction(() => this.apply(batch))
      this.committed(commit)
      batch.forEach((pending, index) => {
        settle(pending, outcomes[index]!)
      })
    } catch (error) {
      // Nothing of the batch was written. Alone, each write answers for itself.
      if (batch.length === 1) batch[0]!.reject(error)
      else for (const pending of batch) this.commit([pending])
    }
  }

  private apply(batch: Pending[]): Commit & {outcomes: Outcome[]} {
    const before = currentRevision(this.connection)
    const now = this.clock.now()
    const events: StoreEvent[] = []
    const outcomes: Outcome[] = []
    let after = before
    for (const {apply} of batch) {
      const write = new Write(this.connection, after, now)
      outcomes.push(attempt(() => apply(write)))
      after = write.revision
      events.push(...write.events)
    }
    return {before, after, events, outcomes}
  }
}

/** A refusal comes before the write's first change, so the others are unharmed; any other error undoes the whole batch. */
function attempt(apply: () => unknown): Outcome {
  try {
    return {value: apply()}
  } catch (error) {
    if (error instanceof StoreError) return {refusal: error}
    throw error
  }
}

function settle({resolve, reject}: Pending, outcome: Outcome): void {
  if ('refusal' in outcome) reject(outcome.refusal)
  else resolve(outcome.value)
}
