import assert from 'node:assert/strict'
import {slowStart} from '../../../src/cluster/controllers/slow-start.ts'

describe('a slow start', () => {
  const cases: {name: string; count: number; fails: number[]; tried: number; succeeded: number}[] = [
    {name: 'does everything where nothing fails', count: 10, fails: [], tried: 10, succeeded: 10},
    {name: 'does nothing of nothing', count: 0, fails: [], tried: 0, succeeded: 0},
    {name: 'tries one thing where the first fails', count: 100, fails: [0], tried: 1, succeeded: 0},
    {name: 'ends with the batch in which something fails', count: 100, fails: [2], tried: 3, succeeded: 2},
    {name: 'counts what succeeds beside a failure', count: 100, fails: [3], tried: 7, succeeded: 6},
    {name: 'tries no more than there are', count: 5, fails: [4], tried: 5, succeeded: 4},
  ]
  for (const {name, count, fails, tried, succeeded} of cases)
    it(name, async () => {
      const attempts: number[] = []

      const result = await slowStart(count, async index => {
        attempts.push(index)
        if (fails.includes(index)) throw new Error(`number ${index}`)
      })

      assert.deepEqual(attempts, [...Array(tried).keys()])
      assert.equal(result.succeeded, succeeded)
      assert.equal((result.error as Error | undefined)?.message, fails.length > 0 ? `number ${fails[0]}` : undefined)
    })
})
