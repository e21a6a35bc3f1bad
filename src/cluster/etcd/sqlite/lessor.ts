import type {Clock, Timer} from '../../runtime/clock.ts'
import type {CommitQueue} from './commit-queue.ts'
import type {Connection} from './connection.ts'
import {nextExpiry} from './lease-table.ts'
import {expireOne} from './leases.ts'

/** Is given work that is under way, and returns it. */
type Tracking = (work: Promise<void>) => Promise<void>

/** When to try again what could not be written: the disk is full, another process is long. Milliseconds. */
const retry = 1_000

/** Ends leases when they are due, from `start` to `stop`. Of the processes that have a store open, one does. */
export class Lessor {
  private readonly connection: Connection
  private readonly clock: Clock
  private readonly queue: CommitQueue
  private tracking?: Tracking
  private timer?: Timer

  constructor({connection, clock, queue}: {connection: Connection; clock: Clock; queue: CommitQueue}) {
    this.connection = connection
    this.clock = clock
    this.queue = queue
  }

  /** Whether a lease's time is over that nobody has ended yet. */
  get overdue(): boolean {
    const due = this.nextDue()
    return due !== undefined && due <= this.clock.now()
  }

  /** When the next lease is due, whoever ends it; milliseconds since the epoch. */
  nextDue(): number | undefined {
    return nextExpiry(this.connection)
  }

  start(tracking: Tracking = work => work): void {
    this.tracking = tracking
    this.arm()
  }

  stop(): void {
    this.tracking = undefined
    this.timer?.cancel()
  }

  /** Looks anew when the next one is due; call it when leases have changed. */
  arm(): void {
    this.timer?.cancel()
    if (!this.tracking) return
    const due = this.nextDue()
    if (due === undefined) return
    if (due <= this.clock.now()) this.end()
    else this.timer = this.clock.at(due, () => this.end(), {background: true})
  }

  /** Ends all that are overdue. */
  async endOverdue(): Promise<void> {
    while (await this.queue.enqueue(expireOne));
  }

  private end(): void {
    const {tracking} = this
    if (!tracking) return
    const work = this.endOverdue().then(
      () => this.arm(),
      () => this.armLater(),
    )
    void tracking(work)
  }

  private armLater(): void {
    if (this.tracking) this.timer = this.clock.after(retry, () => this.end(), {background: true})
  }
}
