import assert from 'node:assert/strict'
import {createCompactor} from '../../../src/cluster/apiserver/compactor.ts'
import {openSqliteStore, type SqliteStore} from '../../../src/cluster/etcd/index.ts'
import {Activity} from '../../../src/cluster/runtime/activity.ts'
import {ClusterClock} from '../../../src/cluster/runtime/cluster-clock.ts'
import type {Component} from '../../../src/cluster/runtime/component.ts'
import {silent} from '../../../src/cluster/runtime/logger.ts'

const minute = 60_000

describe('the compactor', () => {
  let store: SqliteStore
  let clock: ClusterClock
  let activity: Activity
  const running: Component[] = []

  beforeEach(async () => {
    clock = new ClusterClock(Date.UTC(2026, 0, 1))
    activity = new Activity()
    store = await openSqliteStore({file: ':memory:', clock})
  })
  afterEach(async () => {
    for (const component of running.splice(0)) await component.stop()
    await store.close()
  })

  const start = async (): Promise<Component> => {
    const component = createCompactor({store, meta: store.meta, clock, activity, log: silent})
    running.push(component)
    await component.start()
    return component
  }
  const advance = (minutes: number) => clock.advance(clock.now() + minutes * minute, () => activity.settled())
  /** Something that users wait for, without which no background timer fires. */
  const foreground = () => clock.after(5 * minute, () => {})
  const write = async () => (await store.put({key: '/registry/a', value: 'a'})).revision
  const compacted = async () => (await store.status()).compactRevision

  it('forgets what is older than the interval before the last one', async () => {
    await start()
    const old = await write()
    foreground()
    await advance(5)
    const young = await write()
    foreground()
    await advance(5)

    assert.ok((await compacted()) >= old)
    assert.ok((await compacted()) < young)
  })

  it('lets short-lived processes compact no more often than one that lives on', async () => {
    await write()
    for (let count = 0; count < 3; count++) {
      await (await start()).stop()
      await advance(2)
    }

    assert.equal(await compacted(), -1)
    await advance(1)
    await (await start()).stop()
    assert.ok((await compacted()) > 0)
  })
})
