/**
 * Sorts as Go's `sort.Sort` does: a pattern-defeating quicksort (Peters, https://arxiv.org/abs/2106.05123), which leaves equal items in an order of
 * its own. Whoever prints what Go has sorted prints that order. Answers a new list.
 */
export function goSort<T>(items: readonly T[], isLess: (a: T, b: T) => boolean): T[] {
  const sorted = [...items]
  new GoSorter(sorted, isLess).sort(0, sorted.length, bitLength(sorted.length))
  return sorted
}

/** The least list that is partitioned, by medians of three, and by a median of three medians. */
const partitioned = 13
const ninther = 50
const shortestShifting = 50
const mostShifts = 5
const allSwapped = 4 * 3

class GoSorter<T> {
  readonly #items: T[]
  readonly #isLess: (a: T, b: T) => boolean

  constructor(items: T[], isLess: (a: T, b: T) => boolean) {
    this.#items = items
    this.#isLess = isLess
  }

  /** Sorts the items from `start` up to `end`; `chances` is how many bad partitions are borne before a heap is used. */
  sort(start: number, end: number, chances: number): void {
    let [from, to, left] = [start, end, chances]
    let balanced = true
    let inOrder = true
    for (;;) {
      const length = to - from
      if (length < partitioned) return this.#insert(from, to)
      if (left === 0) return this.#heapSort(from, to)
      if (!balanced) {
        this.#scatter(from, to)
        left--
      }
      const choice = this.#choosePivot(from, to)
      let {pivot} = choice
      if (choice.swaps === allSwapped) {
        this.#reverse(from, to)
        pivot = to - 1 - (pivot - from)
      }
      const looksSorted = choice.swaps === 0 || choice.swaps === allSwapped
      if (balanced && inOrder && looksSorted && this.#shiftFew(from, to)) return
      if (from > 0 && !this.#less(from - 1, pivot)) {
        from = this.#partitionEqual(from, to, pivot)
        continue
      }
      const {middle, untouched} = this.#partition(from, to, pivot)
      inOrder = untouched
      const [before, after] = [middle - from, to - middle]
      balanced = Math.min(before, after) >= Math.floor(length / 8)
      if (before < after) {
        this.sort(from, middle, left)
        from = middle + 1
      } else {
        this.sort(middle + 1, to, left)
        to = middle
      }
    }
  }

  #less(a: number, b: number): boolean {
    return this.#isLess(this.#items[a] as T, this.#items[b] as T)
  }

  #swap(a: number, b: number): void {
    const items = this.#items
    const item = items[a] as T
    items[a] = items[b] as T
    items[b] = item
  }

  #insert(from: number, to: number): void {
    for (let at = from + 1; at < to; at++)
      for (let place = at; place > from && this.#less(place, place - 1); place--) this.#swap(place, place - 1)
  }

  #heapSort(from: number, to: number): void {
    const length = to - from
    for (let root = Math.floor((length - 1) / 2); root >= 0; root--) this.#sink(root, length, from)
    for (let last = length - 1; last >= 0; last--) {
      this.#swap(from, from + last)
      this.#sink(0, last, from)
    }
  }

  #sink(top: number, size: number, first: number): void {
    for (let root = top; ; ) {
      let child = 2 * root + 1
      if (child >= size) return
      if (child + 1 < size && this.#less(first + child, first + child + 1)) child++
      if (!this.#less(first + root, first + child)) return
      this.#swap(first + root, first + child)
      root = child
    }
  }

  /** Everything less than the pivot before it; `untouched` if all was so already. */
  #partition(from: number, to: number, pivot: number): {middle: number; untouched: boolean} {
    this.#swap(from, pivot)
    let [low, high] = [from + 1, to - 1]
    let swaps = 0
    for (;;) {
      while (low <= high && this.#less(low, from)) low++
      while (low <= high && !this.#less(high, from)) high--
      if (low > high) break
      this.#swap(low++, high--)
      swaps++
    }
    this.#swap(high, from)
    return {middle: high, untouched: swaps === 0}
  }

  /** Everything equal to the pivot first, where nothing is less; answers where the rest begins. */
  #partitionEqual(from: number, to: number, pivot: number): number {
    this.#swap(from, pivot)
    let [low, high] = [from + 1, to - 1]
    for (;;) {
      while (low <= high && !this.#less(from, low)) low++
      while (low <= high && this.#less(from, high)) high--
      if (low > high) return low
      this.#swap(low++, high--)
    }
  }

  /** Puts a few items of a long list into their places; true if it is sorted then. */
  #shiftFew(from: number, to: number): boolean {
    let at = from + 1
    for (let shifts = 0; shifts < mostShifts; shifts++) {
      while (at < to && !this.#less(at, at - 1)) at++
      if (at === to) return true
      if (to - from < shortestShifting) return false
      this.#swap(at, at - 1)
      if (at - from >= 2)
        for (let place = at - 1; place >= 1 && this.#less(place, place - 1); place--) this.#swap(place, place - 1)
      if (to - at >= 2)
        for (let place = at + 1; place < to && this.#less(place, place - 1); place++) this.#swap(place, place - 1)
    }
    return false
  }

  /** Moves three items of the middle to places that look random, and are the same every time. */
  #scatter(from: number, to: number): void {
    const length = to - from
    if (length < 8) return
    const next = xorshift(length)
    const mask = BigInt(2 ** bitLength(length) - 1)
    const middle = from + Math.floor(length / 4) * 2
    for (let at = middle - 1; at <= middle + 1; at++) {
      const other = Number(next() & mask)
      this.#swap(at, from + (other >= length ? other - length : other))
    }
  }

  #choosePivot(from: number, to: number): {pivot: number; swaps: number} {
    const length = to - from
    const quarter = Math.floor(length / 4)
    const places = [from + quarter, from + quarter * 2, from + quarter * 3]
    const count = {swaps: 0}
    const medians = length < ninther ? places : places.map(at => this.#median([at - 1, at, at + 1], count))
    return {pivot: this.#median(medians, count), swaps: count.swaps}
  }

  #median([a, b, c]: readonly number[], count: {swaps: number}): number {
    const inOrder = (x: number, y: number): [number, number] => {
      if (!this.#less(y, x)) return [x, y]
      count.swaps++
      return [y, x]
    }
    const [low, middle] = inOrder(a!, b!)
    const [nearly] = inOrder(middle, c!)
    return inOrder(low, nearly)[1]
  }

  #reverse(from: number, to: number): void {
    for (let [low, high] = [from, to - 1]; low < high; ) this.#swap(low++, high--)
  }
}

/** Marsaglia's generator of 64 bits. */
function xorshift(seed: number): () => bigint {
  let state = BigInt(seed)
  return () => {
    state ^= BigInt.asUintN(64, state << 13n)
    state ^= state >> 7n
    state ^= BigInt.asUintN(64, state << 17n)
    return state
  }
}

const bitLength = (value: number): number => (value === 0 ? 0 : Math.floor(Math.log2(value)) + 1)
