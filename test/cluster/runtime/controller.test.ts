import assert from 'node:assert/strict'
import {conflict} from '../../../src/api/status-error.ts'
import type {ComponentContext} from '../../../src/cluster/runtime/component.ts'
import {type ControllerOptions, createController, type Watch} from '../../../src/cluster/runtime/controller.ts'
import {bench} from '../../support/controller-bench.ts'

/** A collection of which the test says what changes. */
function changing(): Watch & {change(...keys: string[]): void; readonly watched: boolean} {
  const listeners = new Set<(key: string) => void>()
  return {
    informer: {synced: async () => {}},
    attach(add) {
      listeners.add(add)
      return () => listeners.delete(add)
    },
    change: (...keys) => {
      for (const key of keys) for (const add of listeners) add(key)
    },
    get watched() {
      return listeners.size > 0
    },
  }
}

async function running(options: Partial<ControllerOptions> & Pick<ControllerOptions, 'reconcile'>) {
  const at = bench()
  const source = changing()
  const create = (context: ComponentContext) =>
    createController(context, {name: 'test', watches: [source], workers: 1, ...options})
  await at.run(create)
  return {...at, ...source, source}
}

const stale = () => conflict({group: '', resource: 'pods'}, 'a', 'stale')

describe('a controller', () => {
  it('looks at each key that changes, once however often it has changed, and at those it begins with', async () => {
    const seen: string[] = []
    const at = await running({
      async reconcile(key) {
        seen.push(key)
        if (key === 'busy') at.change('a', 'b', 'a', 'a')
      },
      initialKeys: ['first'],
    })

    at.change('busy')
    await at.settle()

    assert.deepEqual(seen, ['first', 'busy', 'a', 'b'])
    await at.close()
  })

  it('looks again at a key that changes while it is looked at', async () => {
    const seen: string[] = []
    const at = await running({
      async reconcile(key) {
        seen.push(key)
        if (seen.length === 1) at.change('a')
      },
    })

    at.change('a')
    await at.settle()

    assert.deepEqual(seen, ['a', 'a'])
    await at.close()
  })

  it('waits 5 ms, then twice as long each time, after a failure, and begins anew after a success', async () => {
    const times: number[] = []
    let fails = 3
    const at = await running({
      async reconcile() {
        times.push(at.clock.now())
        fails -= 1
        if (fails >= 0) throw new Error('no')
      },
    })

    at.change('a')
    await at.settle()
    await at.advance(1000)
    fails = 1
    at.change('a')
    await at.settle()
    await at.advance(1000)

    const waits = times.slice(1).map((time, index) => time - times[index]!)
    assert.deepEqual([waits.slice(0, 3), waits.at(-1)], [[5, 10, 20], 5])
    await at.close()
  })

  it('tells how often a key has failed in a row', async () => {
    const retries: number[] = []
    const at = await running({
      async reconcile(_, control) {
        retries.push(control.retries)
        if (retries.length < 3) throw new Error('no')
      },
    })

    at.change('a')
    await at.settle()
    await at.advance(1000)
    at.change('a')
    await at.settle()

    assert.deepEqual(retries, [0, 1, 2, 0])
    await at.close()
  })

  it('looks again at once after a conflict, but only three times', async () => {
    const times: number[] = []
    const at = await running({
      async reconcile() {
        times.push(at.clock.now())
        if (times.length < 6) throw stale()
      },
    })

    at.change('a')
    await at.settle()
    const atOnce = times.length
    await at.advance(1000)

    assert.equal(atOnce, 4)
    assert.equal(times.length, 6)
    await at.close()
  })

  it('comes back when it said so, unless it has said something else since', async () => {
    const times: number[] = []
    let again: {requeueAfter: number} | undefined = {requeueAfter: 10_000}
    const at = await running({
      async reconcile() {
        times.push(at.clock.now())
        return again
      },
    })
    const begun = at.clock.now()

    at.change('a')
    await at.settle()
    again = {requeueAfter: 30_000}
    at.change('a')
    await at.settle()
    await at.advance(29_999)
    const early = times.length
    again = undefined
    await at.advance(1)
    await at.advance(100_000)

    assert.equal(early, 2)
    assert.deepEqual(times, [begun, begun, begun + 30_000])
    await at.close()
  })

  it('adds other keys of its own', async () => {
    const seen: string[] = []
    const at = await running({
      async reconcile(key, {add}) {
        seen.push(key)
        if (key === 'a') add('b')
      },
    })

    at.change('a')
    await at.settle()

    assert.deepEqual(seen, ['a', 'b'])
    await at.close()
  })

  it('gathers what changes in the turns that it is given', async () => {
    const seen: string[] = []
    const at = await running({reconcile: async key => void seen.push(key), gather: () => 20})

    at.change('a')
    for (let turn = 0; turn < 5; turn += 1) {
      await new Promise(resolve => setImmediate(resolve))
      at.change('a')
    }
    await at.settle()

    assert.deepEqual(seen, ['a', 'a'])
    await at.close()
  })

  it('is told of nothing any more once it has stopped', async () => {
    const seen: string[] = []
    const at = await running({reconcile: async key => void seen.push(key)})
    const {source} = at

    await at.close()
    source.change('a')
    await at.settle()

    assert.equal(source.watched, false)
    assert.deepEqual(seen, [])
  })
})
