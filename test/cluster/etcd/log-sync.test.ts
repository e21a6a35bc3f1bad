import assert from 'node:assert/strict'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {LogSync} from '../../../src/cluster/etcd/sqlite/log-sync.ts'
import {openConnection} from '../../../src/cluster/etcd/sqlite/open-connection.ts'
import {SqliteStore} from '../../../src/cluster/etcd/sqlite/sqlite-store.ts'
import {ClusterClock} from '../../../src/cluster/runtime/cluster-clock.ts'

describe('A store that syncs beside', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kctl-sync-'))
  })
  afterEach(() => rmSync(folder, {recursive: true, force: true}))
  const open = (sync: Pick<LogSync, 'reached' | 'close'>) =>
    new SqliteStore({
      connection: openConnection({file: join(folder, 'etcd.db')}),
      clock: new ClusterClock(0),
      leaseId: () => 1n,
      pollInterval: 50,
      sync,
    })

  it('answers no write that the disk failed to keep, and tells watches of it once the disk is well', async () => {
    const broken = [Promise.reject(new Error('EIO'))]
    broken[0]!.catch(() => undefined)
    const store = open({reached: () => broken.pop() ?? Promise.resolve(), close: () => undefined})
    const told: string[] = []
    store.watch(
      {key: '\0', rangeEnd: '\0'},
      {events: batch => told.push(...batch.map(({kv}) => kv.key)), cancelled: () => undefined},
    )

    await assert.rejects(store.put({key: 'a', value: '1'}), /EIO/)
    const before = [...told]
    await store.put({key: 'b', value: '2'})

    assert.deepEqual([before, told], [[], ['a', 'b']])
    await store.close()
  })

  it('answers in order what shares a sync', async () => {
    const store = open(new LogSync(join(folder, 'etcd.db')))
    const answered: number[] = []
    const puts = Array.from({length: 2000}, async (_, index) => {
      answered.push((await store.put({key: `k${index}`, value: ''})).revision)
    })

    await Promise.all(puts)

    assert.deepEqual(
      answered,
      answered.map((_, index) => index + 2),
    )
    await store.close()
  })

  it('does what nobody learns of before it is over without waiting for the disk, and waits for it once at the end', async () => {
    const syncs: (() => void)[] = []
    const store = open({reached: () => new Promise<void>(resolve => syncs.push(resolve)), close: () => undefined})
    const before = store.put({key: 'before', value: ''})
    await new Promise(resolve => setImmediate(resolve))
    const order: string[] = []
    void before.then(() => order.push('before'))

    const work = store.syncingOnce(async () => {
      for (const key of ['a', 'b', 'c']) {
        await store.put({key, value: ''})
        order.push(key)
      }
    })
    void work.then(() => order.push('over'))
    syncs[0]!()
    while (syncs.length < 2) await new Promise(resolve => setImmediate(resolve))
    const unsynced = [...order]
    syncs[1]!()
    await work

    assert.deepEqual([unsynced, order, syncs.length], [['before', 'a', 'b', 'c'], ['before', 'a', 'b', 'c', 'over'], 2])
    await store.close()
  })
})
