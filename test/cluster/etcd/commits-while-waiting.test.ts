import assert from 'node:assert/strict'
import {openSqliteStore} from '../../../src/cluster/etcd/index.ts'
import {ClusterClock} from '../../../src/cluster/runtime/cluster-clock.ts'

/** How many of 120 writes of one turn each transaction had. */
async function sizesOfCommits(any: boolean): Promise<number[]> {
  const store = await openSqliteStore({file: ':memory:', clock: new ClusterClock(0), waiting: {any}})
  const sizes: number[] = []
  store.watch(
    {key: '\0', rangeEnd: '\0'},
    {events: batch => void (batch.length > 0 && sizes.push(batch.length)), cancelled: () => undefined},
  )
  await Promise.all(Array.from({length: 120}, (_, index) => store.put({key: `k${index}`, value: ''})))
  await store.close()
  return sizes
}

describe('commits', () => {
  it('take all writes of a turn', async () => {
    assert.deepEqual(await sizesOfCommits(false), [120])
  })

  it('are smaller while somebody waits for an answer', async () => {
    assert.deepEqual(await sizesOfCommits(true), [50, 50, 20])
  })
})
