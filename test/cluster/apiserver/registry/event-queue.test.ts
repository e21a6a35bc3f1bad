import assert from 'node:assert/strict'
import {EventQueue} from '../../../../src/cluster/apiserver/registry/event-queue.ts'

async function all(queue: EventQueue<number>): Promise<number[]> {
  const items: number[] = []
  for await (const item of queue) items.push(item)
  return items
}

describe('EventQueue', () => {
  it('gives what was there from the beginning, and then what was pushed', async () => {
    const queue = new EventQueue<number>(() => undefined, 2)
    queue.begin([1, 2, 3, 4])

    queue.push(5)
    queue.push(6)
    queue.end()

    assert.deepEqual(await all(queue), [1, 2, 3, 4, 5, 6])
  })

  it('drops a reader that falls behind', async () => {
    let ended = 0
    const queue = new EventQueue<number>(() => (ended += 1), 2)
    queue.begin([1])

    for (const item of [2, 3, 4]) queue.push(item)

    assert.deepEqual(await all(queue), [])
    assert.equal(ended, 1)
  })
})
