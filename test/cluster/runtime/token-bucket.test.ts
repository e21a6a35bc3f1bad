import assert from 'node:assert/strict'
import {TokenBucket} from '../../../src/cluster/runtime/token-bucket.ts'

describe('a token bucket', () => {
  const cases: {name: string; at: number[]; taken: boolean[]}[] = [
    {name: 'lets a burst through at once and no more', at: [0, 0, 0, 0], taken: [true, true, true, false]},
    {name: 'fills again as time passes', at: [0, 0, 0, 499, 500, 501], taken: [true, true, true, false, true, false]},
    {
      name: 'holds no more than a burst',
      at: [0, 60_000, 60_000, 60_000, 60_000],
      taken: [true, true, true, true, false],
    },
    {name: 'adds up parts of a token', at: [0, 0, 0, 200, 400, 600], taken: [true, true, true, false, false, true]},
  ]
  for (const {name, at, taken} of cases)
    it(name, () => {
      const bucket = new TokenBucket(3, 2, 0)

      assert.deepEqual(
        at.map(now => bucket.take(now)),
        taken,
      )
    })
})
