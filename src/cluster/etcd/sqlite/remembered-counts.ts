import type {Key, KeyRange, KeyValue} from '../store.ts'

interface Known {
  revision: number
  key: Key
  rangeEnd: Key
  count: number
}

/** How many of the latest are known. */
const most = 16

/**
 * How many keys follow a page that was read, at its revision: who reads a list page by page would otherwise have all that follows counted for each of them. What was never
 * changes; nothing is to be remembered of a transaction under way.
 */
export class RememberedCounts {
  private readonly known: Known[] = []

  of({key, rangeEnd}: KeyRange, revision: number): number | undefined {
    return this.known.find(known => known.key === key && known.revision === revision && known.rangeEnd === rangeEnd)
      ?.count
  }

  /** Takes note of a page: what it holds of how many in the range. */
  page({rangeEnd}: KeyRange, revision: number, {kvs, count}: {kvs: readonly KeyValue[]; count: number}): void {
    const last = kvs.at(-1)
    if (!last || rangeEnd === undefined || kvs.length >= count) return
    this.known.unshift({revision, key: `${last.key}\0`, rangeEnd, count: count - kvs.length})
    this.known.length = Math.min(this.known.length, most)
  }
}
