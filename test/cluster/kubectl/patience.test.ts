import assert from 'node:assert/strict'
import {Patience} from '../../../src/cluster/kubectl/patience.ts'
import {nextTurn} from '../../../src/cluster/runtime/next-turn.ts'

describe('a command in a container', () => {
  let isIdle: boolean
  let patience: Patience
  beforeEach(() => {
    isIdle = false
    patience = new Patience(async wait => {
      isIdle = true
      await wait
      isIdle = false
    })
  })

  it('is waited for while it computes and while an answer is due', async () => {
    const answer = promised()

    assert.equal(isIdle, false)
    const asked = patience.asking(answer.promise)
    assert.equal(isIdle, false)

    answer.resolve()
    await asked
    assert.equal(isIdle, false)
  })

  it('is not waited for while it waits for events, whichever of several comes first', async () => {
    const [first, second] = [promised(), promised()]
    const waits = [patience.during(first.promise), patience.during(second.promise)]
    assert.equal(isIdle, true)

    first.resolve()
    await waits[0]
    assert.equal(isIdle, true)

    second.resolve()
    await waits[1]
    await nextTurn()
    assert.equal(isIdle, false)
  })

  it('is waited for when it asks something beside what it waits for', async () => {
    const [event, answer] = [promised(), promised()]
    const wait = patience.during(event.promise)

    const asked = patience.asking(answer.promise)
    await nextTurn()
    assert.equal(isIdle, false)

    answer.resolve()
    await asked
    assert.equal(isIdle, true)
    event.resolve()
    await wait
  })
})

function promised(): {promise: Promise<void>; resolve(): void} {
  let resolve = () => {}
  const promise = new Promise<void>(done => (resolve = done))
  return {promise, resolve}
}
