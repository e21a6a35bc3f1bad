import type {Activity} from './activity.ts'
import type {Clock, Timer, TimerOptions} from './clock.ts'
import {type QueueObserver, WorkQueue} from './work-queue.ts'

/**
 * A work queue that also takes keys that are due later, each at the time that was last said for it. A time is a conclusion from what the objects were
 * when it was said: an earlier conclusion, sooner or not, is about objects that are no more. (client-go keeps the sooner one and looks once too often.)
 */
export class DelayingQueue extends WorkQueue {
  protected readonly clock: Clock
  private readonly waiting = new Map<string, Timer>()

  constructor(activity: Activity, clock: Clock, observer?: QueueObserver) {
    super(activity, observer)
    this.clock = clock
  }

  /** Adds the key in so many milliseconds, and at no other time that was said before. */
  addAfter(key: string, milliseconds: number, options?: TimerOptions): void {
    this.withdraw(key)
    if (milliseconds <= 0) return this.add(key)
    const come = () => {
      this.waiting.delete(key)
      this.add(key)
    }
    this.waiting.set(key, this.clock.after(milliseconds, come, options))
  }

  /** What was to come later for this key does not. */
  withdraw(key: string): void {
    this.waiting.get(key)?.cancel()
    this.waiting.delete(key)
  }

  override shutDown(): void {
    for (const timer of this.waiting.values()) timer.cancel()
    this.waiting.clear()
    super.shutDown()
  }
}
