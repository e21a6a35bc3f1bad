import type {Clock, Timer, TimerOptions} from './clock.ts'
import {isBefore, type TimerEntry, TimerHeap} from './timer-heap.ts'

/** The system's own time, injected so that tests have theirs. */
export interface TimeSource {
  now(): number
  /** Calls back after some milliseconds; returns what takes it back. Does not keep the process alive unless it is asked to: somebody waits for an answer. */
  wake(milliseconds: number, callback: () => void, options?: {keepsAlive?: boolean}): () => void
}

/** A source that is set back by more than this is not waited for: the cluster's time goes on from where it stands. Milliseconds. */
export const longestWait = 60_000

/**
 * The cluster's clock, driven in one of two ways. `run` lets it follow a time source plus an offset, which is what a daemon does. `advance` steps
 * it through everything that is due, which is what one-shot catch-up, `kctl clock advance` and tests do: time stands still while a
 * step's consequences unfold. Until either is called it stands still.
 */
export class ClusterClock implements Clock {
  private readonly foreground = new TimerHeap()
  /** Heartbeats. While the clock runs they fire when due; `advance` fires them only along with what users wait for. */
  private readonly background = new TimerHeap()
  private order = 0
  private time: number
  private source?: TimeSource
  private distance = 0
  private disarm = () => {}

  constructor(time: number) {
    this.time = time
  }

  now(): number {
    if (this.source) this.follow(this.source.now())
    return this.time
  }

  /** What to add to the source's time while the clock runs; milliseconds. */
  get offset(): number {
    return this.distance
  }

  at(due: number, callback: () => void, {background = false}: TimerOptions = {}): Timer {
    const heap = background ? this.background : this.foreground
    const entry: TimerEntry = {due, order: this.order++, callback, place: -1}
    heap.add(entry)
    if (this.source && entry.place === 0) this.arm()
    return {cancel: () => heap.remove(entry)}
  }

  after(milliseconds: number, callback: () => void, options?: TimerOptions): Timer {
    return this.at(this.now() + milliseconds, callback, options)
  }

  sleep(milliseconds: number, {signal, ...options}: TimerOptions & {signal?: AbortSignal} = {}): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const abort = () => {
        timer.cancel()
        reject(signal?.reason)
      }
      const wake = () => {
        signal?.removeEventListener('abort', abort)
        resolve()
      }
      const timer = this.after(milliseconds, wake, options)
      signal?.addEventListener('abort', abort, {once: true})
    })
  }

  /** When the next timer is due that a user could be waiting for. */
  nextDue(): number | undefined {
    return this.foreground.first?.due
  }

  /** Follows the source from now on, at the given distance from it. */
  run(source: TimeSource, offset = 0): void {
    this.source = source
    this.distance = offset
    this.arm()
  }

  private follow(real: number): void {
    if (this.time - (real + this.distance) > longestWait) this.distance = this.time - real
    this.time = Math.max(this.time, real + this.distance)
  }

  /** Stands still until `run` or `advance`. */
  pause(): void {
    this.now()
    this.source = undefined
    this.disarm()
  }

  get running(): boolean {
    return this.source !== undefined
  }

  /**
   * Steps to `target` through every foreground timer due by then, one instant at a time, and lets `settle` finish what each began. Returns
   * the number of instants. After `limit` of them it goes straight to the target. The clock stands still afterwards.
   */
  async advance(target: number, settle: () => Promise<void>, {limit = Number.POSITIVE_INFINITY} = {}): Promise<number> {
    this.pause()
    let instants = 0
    for (let due = this.nextDue(); due !== undefined && due <= target && instants < limit; due = this.nextDue()) {
      this.time = Math.max(this.time, due)
      this.fireDue()
      await settle()
      instants += 1
    }
    this.time = Math.max(this.time, target)
    for (let rounds = 0; rounds < 10 && this.fireDue(); rounds += 1) await settle()
    return instants
  }

  /** Fires what is due at this instant and returns whether there was anything. Timers that these set wait for the next call. */
  fireDue(): boolean {
    const now = this.now()
    const until = this.order
    let fired = false
    for (let entry = this.first(); entry && entry.due <= now && entry.order < until; entry = this.first()) {
      this.foreground.remove(entry)
      this.background.remove(entry)
      entry.callback()
      fired = true
    }
    return fired
  }

  private first(): TimerEntry | undefined {
    const [a, b] = [this.foreground.first, this.background.first]
    return a && b ? (isBefore(b, a) ? b : a) : (a ?? b)
  }

  private arm(): void {
    this.disarm()
    const next = this.first()
    if (!this.source || !next) return
    const delay = Math.min(Math.max(next.due - this.now(), 0), 0x7fffffff)
    this.disarm = this.source.wake(Math.ceil(delay), () => {
      this.fireDue()
      this.arm()
    })
  }
}
