import assert from 'node:assert/strict'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {openSqliteStore, type SqliteStoreOptions} from '../../../src/cluster/etcd/index.ts'
import {compactKey} from '../../../src/cluster/etcd/sqlite/revision.ts'
import type {StoreError} from '../../../src/cluster/etcd/store.ts'
import {ClusterClock} from '../../../src/cluster/runtime/cluster-clock.ts'
import {nextTurn} from '../../../src/cluster/runtime/next-turn.ts'
import {openSqlite} from '../../../src/cluster/runtime/open-sqlite.ts'

const everything = {key: '\0', rangeEnd: '\0'}

describe('The file of a SQLite store', () => {
  let folder: string
  let file: string
  const clock = new ClusterClock(0)
  const open = (options: Partial<SqliteStoreOptions> = {}) => openSqliteStore({file, clock, ...options})
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'kctl-file-'))
    file = path.join(folder, 'etcd.db')
  })
  afterEach(() => rmSync(folder, {recursive: true, force: true}))

  it('keeps what was written, and a few values beside it', async () => {
    const store = await open()
    await store.put({key: 'a', value: '1'})
    await store.meta.set('seed', 'x')
    await store.close()

    const reader = await open({readOnly: true})
    assert.equal((await reader.range(everything)).kvs.length, 1)
    assert.deepEqual([reader.meta.get('seed'), reader.meta.get('clock')], ['x', undefined])
    await reader.close()
  })

  it('is made by whoever opens it first, reading or writing', async () => {
    const reader = await open({readOnly: true})
    assert.deepEqual(await reader.range(everything), {revision: 1, kvs: [], more: false, count: 0})
    const writer = await open()
    await writer.put({key: 'a', value: '1'})

    assert.equal((await reader.range(everything)).count, 1)
    await Promise.all([reader.close(), writer.close()])
  })

  it('that is no database is refused and left as it is', async () => {
    writeFileSync(file, 'something else entirely, '.repeat(500))

    await refuses(open(), 'corrupt', /is not a database of kctl/)

    assert.match(readFileSync(file, 'utf8'), /^something else/)
  })

  it('that is damaged is refused in plain words', async () => {
    const store = await open()
    await Promise.all(Array.from({length: 500}, (_, index) => store.put({key: `k${index}`, value: 'v'.repeat(1_000)})))
    await store.close()
    const bytes = readFileSync(file)
    bytes.fill(0xa5, 8_192, bytes.length - 8_192)
    writeFileSync(file, bytes)

    const damaged = await open({readOnly: true})
    await refuses(damaged.range(everything), 'corrupt', /is damaged: restore a snapshot/)
    await damaged.close()
  })

  it('that another process keeps locked is refused after a while, and nothing is lost', async () => {
    const store = await open({busyTimeout: 1})
    const other = openSqlite(file)
    other.exec('begin immediate')

    await refuses(store.put({key: 'a', value: '1'}), 'locked', /is locked by another process; nothing was written/)
    other.close()

    assert.equal((await store.put({key: 'a', value: '1'})).revision, 2)
    await store.close()
  })

  it('that others write to without a pause is waited for, however long that takes', async () => {
    const store = await open({busyTimeout: 2})
    const other = openSqlite(file)
    other.exec('begin immediate')

    const put = store.put({key: 'mine', value: '1'})
    for (let revision = 10; revision < 15; revision += 1) {
      await nextTurn()
      other.exec(`insert or replace into meta (key, value) values ('${compactKey}', ${revision})`)
      other.exec('commit; begin immediate')
    }
    other.close()

    assert.equal((await put).revision, 15)
    await store.close()
  })

  it('that has no room left is refused, and goes on once there is some', async () => {
    const store = await open()
    await store.put({key: 'a', value: '1'})
    const limit = (pages: number) => store['connection'].db.pragma(`max_page_count = ${pages}`)
    limit(20)

    const big = {key: 'big', value: 'v'.repeat(400_000)}
    const [small] = await Promise.allSettled([
      store.put({key: 'b', value: '2'}),
      refuses(store.put(big), 'full', /no space/),
    ])
    limit(1_000_000)
    await store.put(big)

    assert.equal(small.status, 'fulfilled')
    assert.deepEqual(
      (await store.range({...everything, keysOnly: true})).kvs.map(({key}) => key),
      ['a', 'b', 'big'],
    )
    await store.close()
  })

  it('from a newer kctl is left alone', async () => {
    await (await open()).close()
    const db = openSqlite(file)
    db.pragma('user_version = 99')
    db.close()

    await refuses(open(), 'unavailable', /written by a newer kctl/)
  })

  it('shrinks when it is defragmented', async () => {
    const store = await open()
    await store.put({key: 'a', value: 'v'.repeat(1_000_000)})
    await store.delete({key: 'a'})
    await store.compact(3)
    const before = await store.status()

    await store.defragment()

    const after = await store.status()
    assert.ok(after.dbSize < before.dbSize / 2)
    assert.ok(before.dbSizeInUse < before.dbSize / 2)
    await store.close()
  })
})

async function refuses(promise: Promise<unknown>, code: StoreError['code'], message: RegExp): Promise<void> {
  await assert.rejects(promise, (error: StoreError) => {
    assert.match(error.message, message)
    assert.equal(error.code, code)
    return true
  })
}
