import {DelayingQueue} from './delaying-queue.ts'

const firstDelay = 5
const longestDelay = 1_000_000
/** A retry further off than this is no longer something that a user waits for. */
const patience = 10_000

/** A delaying queue that lets a failing key wait 5 ms · 2ⁿ, at most 1000 s, until it is forgotten. */
export class RateLimitingQueue extends DelayingQueue {
  private readonly failures = new Map<string, number>()

  addRateLimited(key: string): void {
    const failures = this.retries(key)
    this.observer?.retried()
    this.failures.set(key, failures + 1)
    const delay = Math.min(firstDelay * 2 ** failures, longestDelay)
    this.addAfter(key, delay, {background: delay > patience})
  }

  /** How often the key has failed since it was last forgotten. */
  retries(key: string): number {
    return this.failures.get(key) ?? 0
  }

  forget(key: string): void {
    this.failures.delete(key)
  }

  /** Retries at once, but counts as a failure. */
  addImmediately(key: string): void {
    this.observer?.retried()
    this.failures.set(key, this.retries(key) + 1)
    this.add(key)
  }
}
