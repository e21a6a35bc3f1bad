import type {Activity} from './activity.ts'
import type {Clock, Timer, TimerOptions} from './clock.ts'
import {type QueueObserver, WorkQueue} from './work-queue.ts'

/** A work queue that also takes keys that are due later. Of two times for one key the earlier counts. */
export class DelayingQueue extends WorkQueue {
  protected readonly clock: Clock
  private readonly waiting = new Map<string, {due: number; timer: Timer}>()

  constructor(activity: Activity, clock: Clock, observer?: QueueObserver) {
    super(activity, observer)
    this.clock = clock
  }

  addAfter(key: string, milliseconds: number, options?: TimerOptions): void {
    if (milliseconds <= 0) return this.add(key)
    const due = this.clock.now() + milliseconds
    const earlier = this.waiting.get(key)
    if (earlier && earlier.due <= due) return
    earlier?.timer.cancel()
    const timer = this.clock.at(
      due,
      () => {
        this.waiting.delete(key)
        this.add(key)
      },
      options,
    )
    this.waiting.set(key, {due, timer})
  }

  /** What was to come later for this key does not. */
  withdraw(key: string): void {
    this.waiting.get(key)?.timer.cancel()
    this.waiting.delete(key)
  }

  override shutDown(): void {
    for (const {timer} of this.waiting.values()) timer.cancel()
    this.waiting.clear()
    super.shutDown()
  }
}
