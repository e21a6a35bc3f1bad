import assert from 'node:assert/strict'
import {StateKeeper} from '../../../../src/cluster/containers/simulated/state-keeper.ts'
import {MemoryStateStore} from '../../../../src/cluster/containers/state/memory-state-store.ts'

type Changes = ReadonlyMap<string, string | null>

/** Tells what it was asked to keep at once. */
class ToldStore extends MemoryStateStore {
  readonly saved: string[][] = []
  failing = false

  override async save(changes: Changes): Promise<void> {
    if (this.failing) throw new Error('disk full')
    this.saved.push([...changes.keys()])
    await super.save(changes)
  }
}

describe('StateKeeper', () => {
  it('writes much in batches between which others have their turn, and all of one container in one of them', async () => {
    const store = new ToldStore()
    const keeper = new StateKeeper(store)
    for (let index = 0; index < 150; index += 1) keeper.keep(`container/${index}`, () => 'running')
    for (let index = 0; index < 150; index += 1) keeper.keep(`log/${index}`, () => 'hello')
    let turns = 0
    let flushed = false
    const count = () => {
      turns += 1
      if (!flushed) setImmediate(count)
    }
    setImmediate(count)

    await keeper.flush()
    flushed = true

    assert.equal((await store.load()).size, 300)
    assert.deepEqual(
      store.saved.map(keys => keys.length),
      [100, 100, 100],
    )
    for (const keys of store.saved)
      assert.deepEqual(idsOf(keys, 'container/'), idsOf(keys, 'log/'), 'a container and its log are written together')
    assert.ok(turns >= 2, `${turns} turns`)
  })

  it('writes what a later flush found after what an earlier one found', async () => {
    const store = new ToldStore()
    const keeper = new StateKeeper(store)
    for (let index = 0; index < 150; index += 1) keeper.keep(`container/${index}`, () => 'running')

    const first = keeper.flush()
    keeper.forget('container/149')
    const second = keeper.flush()
    await Promise.all([first, second])

    const kept = await store.load()
    assert.equal(kept.has('container/149'), false)
    assert.equal(kept.size, 149)
  })

  it('still has what could not be written, and nothing that was', async () => {
    const store = new ToldStore()
    const keeper = new StateKeeper(store)
    keeper.keep('container/a', () => 'created')
    keeper.keep('container/b', () => 'created')
    store.failing = true

    await assert.rejects(keeper.flush(), /disk full/)
    keeper.keep('container/a', () => 'running')
    store.failing = false
    await keeper.flush()
    await keeper.flush()

    assert.deepEqual(Object.fromEntries(await store.load()), {'container/a': 'running', 'container/b': 'created'})
    assert.equal(store.saved.length, 1)
  })
})

const idsOf = (keys: string[], prefix: string): string[] =>
  keys.filter(key => key.startsWith(prefix)).map(key => key.slice(prefix.length))
