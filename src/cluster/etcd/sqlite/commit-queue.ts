import type {Clock} from '../../runtime/clock.ts'
import {StoreError, type StoreEvent} from '../store.ts'
import type {Connection} from './connection.ts'
import type {LogSync} from './log-sync.ts'
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

type Done = Commit & {outcomes: Outcome[]}

/** More writes than this do not share a transaction, so that readers get their turn. */
const mostTogether = 1_000
/** The same where the disk is synced beside: a commit costs little then, and what follows from it is done in shorter turns. */
const mostTogetherBeside = 250
/** The same while somebody waits: an answer takes some turns, and what follows from each write takes a good part of a millisecond. */
const mostTogetherMeanwhile = 50

export interface CommitQueueOptions {
  connection: Connection
  clock: Clock
  /** Syncs the disk while this thread goes on; absent, SQLite does within the commit. */
  sync?: Pick<LogSync, 'reached' | 'close'>
  /** Whether somebody waits for an answer. */
  waiting?: {readonly any: boolean}
  committed(commit: Commit): void
}

/**
 * Group commit: the writes of one turn of the event loop share one transaction, and so one sync of the disk, while each has a revision
 * of its own. Each answer waits until its write is durable and `committed` has told everybody else.
 */
export class CommitQueue {
  private readonly connection: Connection
  private readonly clock: Clock
  private readonly sync: CommitQueueOptions['sync']
  private readonly committed: (commit: Commit) => void
  private readonly most: number
  private readonly waiting: CommitQueueOptions['waiting']
  private pending: Pending[] = []
  private scheduled = false
  private syncing: Promise<void> | undefined
  private syncsLater = false
  /** The revision at which others had the file when this process last wanted to write. */
  private lockedAt?: number

  constructor({connection, clock, sync, waiting, committed}: CommitQueueOptions) {
    this.connection = connection
    this.clock = clock
    this.sync = sync
    this.committed = committed
    this.most = sync ? mostTogetherBeside : mostTogether
    this.waiting = waiting
  }

  /** Ends when all that can be read now is on disk; absent if it is. */
  get unsynced(): Promise<void> | undefined {
    return this.syncing
  }

  enqueue<T>(apply: (write: Write) => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.pending.push({apply, resolve: resolve as (value: unknown) => void, reject})
      this.schedule()
    })
  }

  /** Commits what is waiting, now, and waits for the disk. */
  async flush(): Promise<void> {
    while (this.pending.length > 0 || this.syncing) {
      this.commit(this.pending.splice(0, this.mostTogether))
      await this.syncing
    }
  }

  /** See SqliteStore.syncingOnce. */
  async syncingOnce<T>(work: () => Promise<T>): Promise<T> {
    // What is committed from now on must not be told before what waits for the disk already.
    while (this.syncing) await this.syncing
    this.syncsLater = true
    try {
      return await work()
    } finally {
      this.syncsLater = false
      await this.sync?.reached()
    }
  }

  private get mostTogether(): number {
    return this.waiting?.any ? mostTogetherMeanwhile : this.most
  }

  private schedule(): void {
    if (this.scheduled) return
    this.scheduled = true
    setImmediate(() => {
      this.scheduled = false
      this.commit(this.pending.splice(0, this.mostTogether))
      if (this.pending.length > 0) this.schedule()
    })
  }

  private commit(batch: Pending[]): void {
    if (batch.length === 0) return
    try {
      const done = this.connection.transaction(() => this.apply(batch))
      this.lockedAt = undefined
      if (this.sync && !this.syncsLater) this.tellWhenSynced(batch, done, this.sync)
      else this.tell(batch, done)
    } catch (error) {
      // Nothing of the batch was written. Alone, each write answers for itself.
      if (isLocked(error)) this.waitForOthers(batch, error)
      else if (batch.length === 1) batch[0]!.reject(error)
      else for (const pending of batch) this.commit([pending])
    }
  }

  /** Where hundreds write, each may wait long, but only for those who get on: one that holds the file and writes nothing is not waited for twice. */
  private waitForOthers(batch: Pending[], error: StoreError): void {
    const revision = this.readableRevision()
    const stuck = revision === undefined || revision === this.lockedAt
    this.lockedAt = stuck ? undefined : revision
    if (stuck) {
      for (const pending of batch) pending.reject(error)
      return
    }
    this.pending.unshift(...batch)
    this.schedule()
  }

  /** Undefined where the file cannot be read, either: why nothing was written is known already. */
  private readableRevision(): number | undefined {
    try {
      return currentRevision(this.connection)
    } catch {
      return undefined
    }
  }

  private tellWhenSynced(batch: Pending[], done: Done, sync: NonNullable<CommitQueueOptions['sync']>): void {
    const syncing = sync
      .reached()
      .then(
        () => this.tell(batch, done),
        error => {
          for (const pending of batch) pending.reject(error)
        },
      )
      .finally(() => {
        if (this.syncing === syncing) this.syncing = undefined
      })
    this.syncing = syncing
  }

  private tell(batch: Pending[], {outcomes, ...commit}: Done): void {
    this.committed(commit)
    batch.forEach((pending, index) => {
      settle(pending, outcomes[index]!)
    })
  }

  private apply(batch: Pending[]): Done {
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

const isLocked = (error: unknown): error is StoreError => error instanceof StoreError && error.code === 'locked'

function settle({resolve, reject}: Pending, outcome: Outcome): void {
  if ('refusal' in outcome) reject(outcome.refusal)
  else resolve(outcome.value)
}
