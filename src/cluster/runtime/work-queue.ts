import type {Activity} from './activity.ts'

/** Who is told what becomes of a queue's keys. */
export interface QueueObserver {
  added(key: string): void
  taken(key: string): void
  done(key: string): void
  retried(): void
}

/**
 * Keys to work on, in the order added. A key is queued at most once however often it is added, is never given to two workers at once, and comes
 * round again if it was added while being worked on. The activity is held while any key is ready or in work.
 */
export class WorkQueue {
  /** What needs work, whether queued or to be queued when its worker is done. */
  private readonly dirty = new Set<string>()
  private readonly processing = new Set<string>()
  /** Dirty keys that nobody works on, in order. */
  private readonly ready = new Set<string>()
  private readonly takers: ((key: string | undefined) => void)[] = []
  private readonly activity: Activity
  protected readonly observer: QueueObserver | undefined
  private release?: () => void
  private closed = false

  constructor(activity: Activity, observer?: QueueObserver) {
    this.activity = activity
    this.observer = observer
  }

  get length(): number {
    return this.ready.size
  }

  add(key: string): void {
    if (this.closed || this.dirty.has(key)) return
    this.dirty.add(key)
    this.observer?.added(key)
    if (!this.processing.has(key)) this.offer(key)
    this.account()
  }

  /** The next key; undefined once the queue is shut down. Whoever took a key says `done`. */
  get(): Promise<string | undefined> {
    const [next] = this.ready
    if (next !== undefined) return Promise.resolve(this.take(next))
    if (this.closed) return Promise.resolve(undefined)
    return new Promise(resolve => this.takers.push(resolve))
  }

  done(key: string): void {
    this.processing.delete(key)
    this.observer?.done(key)
    if (this.dirty.has(key)) this.offer(key)
    this.account()
  }

  /** Gives out nothing more; what is in work is still finished. */
  shutDown(): void {
    this.closed = true
    this.ready.clear()
    this.dirty.clear()
    for (const taker of this.takers.splice(0)) taker(undefined)
    this.account()
  }

  private offer(key: string): void {
    this.ready.add(key)
    const taker = this.takers.shift()
    if (taker) taker(this.take(key))
  }

  private take(key: string): string {
    this.ready.delete(key)
    this.dirty.delete(key)
    this.processing.add(key)
    this.observer?.taken(key)
    return key
  }

  private account(): void {
    const busy = this.ready.size > 0 || this.processing.size > 0
    if (busy) this.release ??= this.activity.begin()
    else {
      this.release?.()
      this.release = undefined
    }
  }
}
