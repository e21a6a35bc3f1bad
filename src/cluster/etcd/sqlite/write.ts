import type {StoreEvent} from '../store.ts'
import type {Connection} from './connection.ts'

/**
 * One write while it happens: inside a transaction of SQLite's, perhaps among others. What it changes is all of one revision,
 * the next one. Whoever writes checks everything first: a refusal must come before the first change.
 */
export class Write {
  readonly connection: Connection
  readonly events: StoreEvent[] = []
  private readonly base: number
  /** Reads what the store was set to expect in time, e.g. whether a lease is due. */
  readonly now: number

  constructor(connection: Connection, base: number, now: number) {
    this.connection = connection
    this.base = base
    this.now = now
  }

  /** The store's revision as this write sees it: one more as soon as it has changed anything. */
  get revision(): number {
    return this.events.length > 0 ? this.next : this.base
  }

  /** The revision of what this write changes. */
  get next(): number {
    return this.base + 1
  }
}
