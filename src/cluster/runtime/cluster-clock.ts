import type {Clock, Timer, TimerOptions} from './clock.ts'

interface Entry {
  due: number
  order: number
  callback: () => void
  background: boolean
  /** Its place in the heap; -1 once it has fired or was cancelled. */
  place: number
}

/** The system's own time, injected so that tests have theirs. */
export interface TimeSource {
  now(): number
  setTimeout(callback: () => void, milliseconds: number): {unref(): void}
  clearTimeout(handle: unknown): void
}

/**
 * The cluster's clock: all timers in one heap, in the order due, then set. It is driven in one of two ways. `run` lets it follow a
 * time source plus an offset, which is what a daemon does. `advance` steps it through everything that is due, which is what
 * one-shot catch-up, `kctl clock advance` and tests do; time then stands still while a step's consequences unfold.
 */
export class ClusterClock implements Clock {
  private readonly heap: Entry[] = []
  private order = 0
  private time: number
  private source?: TimeSource
  /** What to add to the source's time; milliseconds. */
  private offset = 0
  private wake?: {unref(): void}

  constructor(time: number) {
    this.time = time
  }

  now(): number {
    if (this.source) this.time = Math.max(this.time, this.source.now() + this.offset)
    return this.time
  }

  at(due: number, callback: () => void, {background = false}: TimerOptions = {}): Timer {
    const entry: Entry = {due, order: this.order++, callback, background, place: -1}
    this.push(entry)
    if (this.source && entry.place === 0) this.arm()
    return {cancel: () => this.remove(entry)}
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
      const timer = this.after(
        milliseconds,
        () => {
          signal?.removeEventListener('abort', abort)
          resolve()
        },
        options,
      )
      signal?.addEventListener('abort', abort, {once: true})
    })
  }

  /** When the next timer is due; with `foreground`, the next that a user could be waiting for. */
  nextDue({foreground = false} = {}): number | undefined {
    if (!foreground) return this.heap[0]?.due
    let next: number | undefined
    for (const entry of this.heap) if (!entry.background && (next === undefined || entry.due < next)) next = entry.due
    return next
  }

  /** Follows the source from now on, at the given distance from it. */
  run(source: TimeSource, offset: number): void {
    this.source = source
    this.offset = offset
    this.arm()
  }

  /** Stands still until `run` or `advance`. */
  pause(): void {
    this.now()
    this.source = undefined
    this.disarm()
  }

  /**
   * Steps to `target` through every timer due by then, one instant at a time, and lets `settle` finish what each began. Returns the
   * number of instants. A running clock keeps running from there.
   */
  async advance(target: number, settle: () => Promise<void>): Promise<number> {
    const source = this.source
    const started = source?.now() ?? 0
    this.pause()
    let instants = 0
    for (let due = this.heap[0]?.due; due !== undefined && due <= target; due = this.heap[0]?.due) {
      this.time = Math.max(this.time, due)
      this.fireDue()
      await settle()
      instants += 1
    }
    this.time = Math.max(this.time, target)
    if (source) this.run(source, this.time - started)
    return instants
  }

  /** Fires what is due at this instant and returns whether there was anything. */
  fireDue(): boolean {
    const now = this.now()
    let fired = false
    while (this.heap[0] && this.heap[0].due <= now) {
      const entry = this.heap[0]
      this.remove(entry)
      entry.callback()
      fired = true
    }
    return fired
  }

  private arm(): void {
    this.disarm()
    const next = this.heap[0]
    if (!this.source || !next) return
    const delay = Math.min(Math.max(next.due - this.now(), 0), 0x7fffffff)
    this.wake = this.source.setTimeout(() => {
      this.fireDue()
      this.arm()
    }, Math.ceil(delay))
  }

  private disarm(): void {
    if (this.wake) (this.source ?? {clearTimeout}).clearTimeout(this.wake as never)
    this.wake = undefined
  }

  private push(entry: Entry): void {
    entry.place = this.heap.length
    this.heap.push(entry)
    this.rise(entry)
  }

  private remove(entry: Entry): void {
    if (entry.place < 0) return
    const last = this.heap.pop()!
    if (last !== entry) {
      last.place = entry.place
      this.heap[last.place] = last
      this.rise(last)
      this.sink(last)
    }
    entry.place = -1
  }

  private rise(entry: Entry): void {
    while (entry.place > 0) {
      const parent = this.heap[(entry.place - 1) >> 1]!
      if (!before(entry, parent)) return
      this.swap(entry, parent)
    }
  }

  private sink(entry: Entry): void {
    for (;;) {
      const left = this.heap[2 * entry.place + 1]
      const right = this.heap[2 * entry.place + 2]
      const least = right && left && before(right, left) ? right : left
      if (!least || !before(least, entry)) return
      this.swap(least, entry)
    }
  }

  private swap(a: Entry, b: Entry): void {
    const place = a.place
    a.place = b.place
    b.place = place
    this.heap[a.place] = a
    this.heap[b.place] = b
  }
}

const before = (a: Entry, b: Entry): boolean => a.due < b.due || (a.due === b.due && a.order < b.order)
