import assert from 'node:assert/strict'
import {goSort} from '../../src/api/go-sort.ts'

interface Item {
  key: number
  at: number
}

/** Lists with many equal keys: scattered, rising, falling, waving; `orders` are digests of what Go's sort.Sort makes of each. */
const cases: {length: number; keys: number; orders: number[]}[] = [
  {length: 13, keys: 1, orders: [12067, 12067, 12067, 12067]},
  {length: 13, keys: 3, orders: [545048, 12067, 269780, 700396]},
  {length: 13, keys: 7, orders: [322834, 12067, 812540, 221876]},
  {length: 13, keys: 50, orders: [345329, 12067, 206390, 24879]},
  {length: 40, keys: 1, orders: [733984, 733984, 733984, 733984]},
  {length: 40, keys: 3, orders: [954639, 733984, 453763, 399717]},
  {length: 40, keys: 7, orders: [122789, 733984, 669313, 989665]},
  {length: 40, keys: 50, orders: [416152, 733984, 604274, 9094]},
  {length: 64, keys: 1, orders: [413483, 413483, 413483, 413483]},
  {length: 64, keys: 3, orders: [355405, 413483, 50915, 884113]},
  {length: 64, keys: 7, orders: [355143, 413483, 255687, 327732]},
  {length: 64, keys: 50, orders: [596437, 413483, 54111, 721257]},
  {length: 200, keys: 1, orders: [424023, 424023, 424023, 424023]},
  {length: 200, keys: 3, orders: [183823, 424023, 628734, 112937]},
  {length: 200, keys: 7, orders: [63984, 424023, 472295, 832508]},
  {length: 200, keys: 50, orders: [963549, 424023, 392310, 234358]},
  {length: 1000, keys: 1, orders: [854587, 854587, 854587, 854587]},
  {length: 1000, keys: 3, orders: [535854, 854587, 357818, 979555]},
  {length: 1000, keys: 7, orders: [544998, 854587, 6923, 87758]},
  {length: 1000, keys: 50, orders: [313111, 854587, 376182, 22911]},
]

describe('sorting as Go does', () => {
  for (const {length, keys, orders} of cases)
    it(`leaves ${length} items of ${keys} keys where Go leaves them`, () => {
      const width = Math.floor(length / keys) + 1
      const shapes: ((at: number) => number)[] = [
        at => (at * 7919 + Math.floor(at / 3)) % keys,
        at => Math.floor(at / width),
        at => keys - Math.floor(at / width),
        at => (at * (length - at)) % keys,
      ]

      const sorted = shapes.map(keyOf => goSort(itemsOf(length, keyOf), (a, b) => a.key < b.key))

      assert.deepEqual(sorted.map(digest), orders)
      for (const list of sorted) assert.ok(list.every(({key}, at) => at === 0 || list[at - 1]!.key <= key))
    })
})

const itemsOf = (length: number, keyOf: (at: number) => number): Item[] =>
  Array.from({length}, (_, at) => ({key: keyOf(at), at}))

const digest = (items: readonly Item[]): number => items.reduce((sum, {at}) => (sum * 31 + at) % 1_000_003, 17)
