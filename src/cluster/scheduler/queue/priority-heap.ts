/** A binary heap by a given order, from which any item can be removed. */
export class PriorityHeap<T> {
  private readonly items: T[] = []
  private readonly places = new Map<T, number>()
  private readonly comesFirst: (a: T, b: T) => boolean

  constructor(comesFirst: (a: T, b: T) => boolean) {
    this.comesFirst = comesFirst
  }

  get size(): number {
    return this.items.length
  }

  push(item: T): void {
    this.set(this.items.length, item)
    this.rise(this.items.length - 1)
  }

  pop(): T | undefined {
    const first = this.items[0]
    if (first !== undefined) this.remove(first)
    return first
  }

  remove(item: T): void {
    const place = this.places.get(item)
    if (place === undefined) return
    this.places.delete(item)
    const last = this.items.pop()!
    if (last === item) return
    this.set(place, last)
    this.rise(place)
    this.sink(this.places.get(last)!)
  }

  private rise(place: number): void {
    let index = place
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!this.comesFirst(this.items[index]!, this.items[parent]!)) return
      this.swap(index, parent)
      index = parent
    }
  }

  private sink(place: number): void {
    let index = place
    for (;;) {
      const left = 2 * index + 1
      let first = index
      for (const child of [left, left + 1]) {
        if (child < this.items.length && this.comesFirst(this.items[child]!, this.items[first]!)) first = child
      }
      if (first === index) return
      this.swap(index, first)
      index = first
    }
  }

  private swap(a: number, b: number): void {
    const [itemA, itemB] = [this.items[a]!, this.items[b]!]
    this.set(a, itemB)
    this.set(b, itemA)
  }

  private set(place: number, item: T): void {
    this.items[place] = item
    this.places.set(item, place)
  }
}
