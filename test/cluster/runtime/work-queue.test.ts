import assert from 'node:assert/strict'
import {Activity} from '../../../src/cluster/runtime/activity.ts'
import {ClusterClock} from '../../../src/cluster/runtime/cluster-clock.ts'
import {RateLimitingQueue} from '../../../src/cluster/runtime/rate-limiting-queue.ts'

const queue = () => {
  const activity = new Activity()
  const clock = new ClusterClock(0)
  return {activity, clock, queue: new RateLimitingQueue(activity, clock)}
}

describe('work queue', () => {
  it('holds a key once and gives it again if it was added while in work', async () => {
    const {queue: q, activity} = queue()
    q.add('a')
    q.add('a')
    assert.equal(q.length, 1)
    assert.equal(await q.get(), 'a')
    q.add('a')
    assert.equal(q.length, 0)
    q.done('a')
    assert.equal(await q.get(), 'a')
    assert.equal(activity.busy, true)
    q.done('a')
    assert.equal(activity.busy, false)
  })

  it('backs off 5 ms, doubling, until forgotten', async () => {
    const {queue: q, clock} = queue()
    const dues: number[] = []
    for (let failure = 0; failure < 4; failure += 1) {
      q.addRateLimited('a')
      dues.push(clock.nextDue()! - clock.now())
      await clock.advance(clock.nextDue()!, async () => {})
      q.done((await q.get())!)
    }
    q.forget('a')
    q.addRateLimited('a')
    dues.push(clock.nextDue()! - clock.now())
    assert.deepEqual(dues, [5, 10, 20, 40, 5])
  })

  it('gives a key at the time that was last said for it, and at no other', async () => {
    const {queue: q, clock} = queue()

    q.addAfter('a', 1000)
    q.addAfter('a', 2000)
    const later = clock.nextDue()
    q.addAfter('a', 500)
    const sooner = clock.nextDue()
    q.addAfter('a', 700, {background: true})
    const housekeeping = clock.nextDue()
    q.addAfter('a', 300)
    q.withdraw('a')
    const withdrawn = clock.nextDue()
    q.addAfter('a', 1000)
    q.addAfter('a', 0)
    await clock.advance(5000, async () => {})

    assert.deepEqual([later, sooner, housekeeping, withdrawn], [2000, 500, undefined, undefined])
    assert.equal(q.length, 1)
    assert.equal(await q.get(), 'a')
    q.done('a')
    assert.equal(q.length, 0)
  })

  it('forgets what is due later when it is shut down, and lets its workers go', async () => {
    const {queue: q, clock} = queue()
    q.addAfter('a', 500)
    const taker = q.get()

    q.shutDown()
    assert.equal(await taker, undefined)
    assert.equal(clock.nextDue(), undefined)
  })
})
