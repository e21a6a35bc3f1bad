import assert from 'node:assert/strict'
import {inTurns} from '../../../src/cluster/runtime/in-turns.ts'

const items = Array.from({length: 1000}, (_, index) => index)

describe('inTurns', () => {
  it('begins a few in each turn of the event loop', async () => {
    const begun: number[] = []
    let turn = 0
    const tick = (): void => {
      turn += 1
      if (begun.length < items.length) setImmediate(tick)
    }
    setImmediate(tick)

    await inTurns(items, async () => {
      begun.push(turn)
    })

    assert.equal(begun.length, items.length)
    const inOneTurn = Math.max(...[...new Set(begun)].map(each => begun.filter(other => other === each).length))
    assert.ok(inOneTurn <= 80, `${inOneTurn} in one turn`)
  })

  it('goes on while one takes long, and ends after it', async () => {
    let release = () => {}
    const slow = new Promise<void>(resolve => {
      release = resolve
    })
    const done: number[] = []

    const all = inTurns(items, async item => {
      if (item === 0) await slow
      done.push(item)
      if (done.length === items.length - 1) release()
    })
    await all

    assert.equal(done.at(-1), 0)
    assert.equal(done.length, items.length)
  })

  it('has no more than some hundreds under way', async () => {
    let running = 0
    let most = 0

    await inTurns(items, async () => {
      running += 1
      most = Math.max(most, running)
      for (let turn = 0; turn < 20; turn += 1) await new Promise(resolve => setImmediate(resolve))
      running -= 1
    })

    assert.ok(most <= 240, `${most} under way`)
  })
})
