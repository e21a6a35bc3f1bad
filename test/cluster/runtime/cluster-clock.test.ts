import assert from 'node:assert/strict'
import {ClusterClock, type TimeSource} from '../../../src/cluster/runtime/cluster-clock.ts'

const settle = async () => {}

/** A time source that a test moves by hand. */
function handSource(): TimeSource & {pass(milliseconds: number): void} {
  let time = 1000
  let waiting: {due: number; callback: () => void} | undefined
  return {
    now: () => time,
    wake(milliseconds, callback) {
      const mine = {due: time + milliseconds, callback}
      waiting = mine
      return () => {
        if (waiting === mine) waiting = undefined
      }
    },
    pass(milliseconds) {
      time += milliseconds
      while (waiting && waiting.due <= time) {
        const {callback} = waiting
        waiting = undefined
        callback()
      }
    },
  }
}

describe('ClusterClock', () => {
  it('waits for a source that is set back a little, and goes on without one that is set back far', () => {
    const clock = new ClusterClock(0)
    const source = handSource()
    clock.run(source, 0)
    source.pass(200_000)
    clock.now()

    source.pass(-30_000)
    const waiting = [clock.now(), clock.offset]
    source.pass(-3_600_000)
    clock.now()
    source.pass(5_000)

    assert.deepEqual(waiting, [201_000, 0])
    assert.equal(clock.now(), 206_000)
  })

  it('stands still until it is told otherwise', () => {
    const clock = new ClusterClock(500)
    assert.equal(clock.now(), 500)
  })

  it('fires what is due in order of time, then in order of setting', async () => {
    const clock = new ClusterClock(0)
    const seen: string[] = []
    clock.at(20, () => seen.push(`late ${clock.now()}`))
    clock.at(10, () => seen.push(`first ${clock.now()}`))
    clock.at(10, () => seen.push(`second ${clock.now()}`))

    const instants = await clock.advance(20, settle)

    assert.deepEqual(seen, ['first 10', 'second 10', 'late 20'])
    assert.equal(instants, 2)
  })

  it('steps through timers that timers set', async () => {
    const clock = new ClusterClock(0)
    const times: number[] = []
    const tick = () => {
      times.push(clock.now())
      clock.after(60, tick)
    }
    clock.after(60, tick)

    await clock.advance(600, settle)

    assert.deepEqual(times, [60, 120, 180, 240, 300, 360, 420, 480, 540, 600])
    assert.equal(clock.now(), 600)
  })

  it('settles between one instant and the next', async () => {
    const clock = new ClusterClock(0)
    const log: string[] = []
    clock.at(1, () => log.push('fire 1'))
    clock.at(2, () => log.push('fire 2'))

    await clock.advance(2, async () => {
      log.push('settle')
    })

    assert.deepEqual(log, ['fire 1', 'settle', 'fire 2', 'settle'])
  })

  it('does not stop for heartbeats, and fires each of them once when it has arrived', async () => {
    const clock = new ClusterClock(0)
    let beats = 0
    const beat = () => {
      beats += 1
      clock.after(10, beat, {background: true})
    }
    clock.after(10, beat, {background: true})

    const instants = await clock.advance(86_400_000, settle)

    assert.equal(instants, 0)
    assert.equal(beats, 1)
  })

  it('names the next instant that a user could wait for', () => {
    const clock = new ClusterClock(0)
    clock.at(5, () => {}, {background: true})
    assert.equal(clock.nextDue(), undefined)
    const timer = clock.at(9, () => {})
    assert.equal(clock.nextDue(), 9)
    timer.cancel()
    assert.equal(clock.nextDue(), undefined)
  })

  it('follows its source at a distance, and fires heartbeats too', () => {
    const source = handSource()
    const clock = new ClusterClock(0)
    const seen: number[] = []
    clock.run(source, 100_000)
    clock.after(50, () => seen.push(clock.now()))
    clock.after(70, () => seen.push(clock.now()), {background: true})

    source.pass(60)
    source.pass(60)

    assert.deepEqual(seen, [101_060, 101_120])
  })

  it('never goes back when its source does', () => {
    const source = handSource()
    const clock = new ClusterClock(0)
    clock.run(source)
    source.pass(500)
    assert.equal(clock.now(), 1500)
    source.pass(-400)
    assert.equal(clock.now(), 1500)
  })

  it('a sleep ends with its signal', async () => {
    const clock = new ClusterClock(0)
    const controller = new AbortController()
    const sleeping = clock.sleep(10, {signal: controller.signal})
    controller.abort(new Error('enough'))
    await assert.rejects(sleeping, /enough/)
    assert.equal(clock.nextDue(), undefined)
  })
})
