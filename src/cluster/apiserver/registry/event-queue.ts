/** Hands items from where they happen to whoever iterates, in order. Iterated once. */
export class EventQueue<T> implements AsyncIterableIterator<T> {
  private limit: number
  private items: T[] = []
  private head = 0
  private waiting?: (result: IteratorResult<T>) => void
  private over = false
  private readonly endings: (() => void)[]

  /** `ended` is called once, however the queue ends. */
  constructor(ended: () => void, limit = Number.POSITIVE_INFINITY) {
    this.endings = [ended]
    this.limit = limit
  }

  /** What is there from the beginning, before anything is pushed: however much it is, no reader has fallen behind by it. */
  begin(items: T[]): void {
    this.items = items
    this.limit += items.length
  }

  /** Adds an item; a reader that has fallen behind by more than the limit is dropped. */
  push(item: T): void {
    if (this.over) return
    if (this.waiting) {
      const resolve = this.waiting
      this.waiting = undefined
      resolve({done: false, value: item})
      return
    }
    if (this.items.length - this.head >= this.limit) this.drop()
    else this.items.push(item)
  }

  /** Also called once when the queue ends; at once if it has. */
  onEnd(ended: () => void): void {
    if (this.over) ended()
    else this.endings.push(ended)
  }

  /** No more items; those that are there are still read. */
  end(): void {
    if (this.over) return
    this.over = true
    for (const ended of this.endings) ended()
    this.waiting?.({done: true, value: undefined})
    this.waiting = undefined
  }

  next(): Promise<IteratorResult<T>> {
    if (this.head < this.items.length) {
      const value = this.items[this.head]!
      this.head += 1
      if (this.head === this.items.length) {
        this.items = []
        this.head = 0
      }
      return Promise.resolve({done: false, value})
    }
    if (this.over) return Promise.resolve({done: true, value: undefined})
    return new Promise(resolve => {
      this.waiting = resolve
    })
  }

  return(): Promise<IteratorResult<T>> {
    this.drop()
    return Promise.resolve({done: true, value: undefined})
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  private drop(): void {
    this.items = []
    this.head = 0
    this.end()
  }
}
