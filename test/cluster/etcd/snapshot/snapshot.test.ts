import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {homedir, tmpdir} from 'node:os'
import path from 'node:path'
import {openSqliteStore, type SqliteStore} from '../../../../src/cluster/etcd/index.ts'
import {BoltReader} from '../../../../src/cluster/etcd/snapshot/bolt/read-bolt.ts'
import {writeBolt} from '../../../../src/cluster/etcd/snapshot/bolt/write-bolt.ts'
import {restoreSnapshot} from '../../../../src/cluster/etcd/snapshot/restore-snapshot.ts'
import {snapshotStatus} from '../../../../src/cluster/etcd/snapshot/snapshot-status.ts'
import {ClusterClock} from '../../../../src/cluster/runtime/cluster-clock.ts'
import {SeededRandom} from '../../../../src/cluster/runtime/random.ts'

const everything = {key: '\0', rangeEnd: '\0'}
const etcdutl = path.join(homedir(), '.cache/kctl-reference/bin/etcdutl')

describe('A snapshot', () => {
  let folder: string
  let snapshot: string
  let store: SqliteStore
  const clock = new ClusterClock(1_000_000)
  const inFolder = (name: string) => path.join(folder, name)

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'kctl-snapshot-'))
    snapshot = inFolder('snap.db')
    store = await openSqliteStore({file: inFolder('etcd.db'), clock})
  })
  afterEach(async () => {
    await store.close()
    rmSync(folder, {recursive: true, force: true})
  })

  const save = async () => {
    const chunks: Uint8Array[] = []
    for await (const chunk of store.snapshot()) chunks.push(chunk)
    writeFileSync(snapshot, Buffer.concat(chunks))
  }
  const fill = async (count: number) => {
    const value = (index: number) => 'v'.repeat((index * 997) % 9_000)
    await Promise.all(Array.from({length: count}, (_, index) => store.put({key: `/k/${index}`, value: value(index)})))
    await store.put({key: '/k/0', value: Uint8Array.from(Buffer.from('k8s\0\x0a\xff', 'latin1'))})
    await store.delete({key: '/k/1', rangeEnd: '/k/2'})
  }

  it('restored gives the same store: revisions, versions, leases, history', async () => {
    await fill(300)
    const {id} = await store.grant(60)
    await store.put({key: 'leased', value: 'x', lease: id})
    await store.put({key: 'leased', value: 'y', lease: id})
    await store.compact(290)
    await save()

    restoreSnapshot({snapshot, file: inFolder('restored.db'), now: clock.now()})

    const restored = await openSqliteStore({file: inFolder('restored.db'), clock})
    assert.deepEqual(await restored.range(everything), await store.range(everything))
    assert.deepEqual(
      await restored.range({...everything, revision: 295}),
      await store.range({...everything, revision: 295}),
    )
    assert.deepEqual(await restored.hash(), await store.hash())
    assert.deepEqual(await restored.timeToLive(id), await store.timeToLive(id))
    await assert.rejects(restored.range({...everything, revision: 200}), {code: 'compacted'})
    const {revision} = await store.put({key: 'next', value: ''})
    assert.equal((await restored.put({key: 'next', value: ''})).revision, revision)
    await restored.close()
  })

  it('replaces what was there before, all or nothing', async () => {
    await store.put({key: 'kept', value: '1'})
    await save()
    await store.put({key: 'later', value: '1'})
    await store.close()

    const broken = inFolder('broken.db')
    writeFileSync(broken, readFileSync(snapshot).fill(7, 4_096 * 4 + 20, 4_096 * 4 + 60))
    assert.throws(() => restoreSnapshot({snapshot: broken, file: inFolder('etcd.db'), now: 0}), /expected sha256/)
    assert.throws(() => restoreSnapshot({snapshot: broken, file: inFolder('etcd.db'), now: 0, skipHashCheck: true}))
    store = await openSqliteStore({file: inFolder('etcd.db'), clock})
    assert.equal((await store.range(everything)).count, 2)
    await store.close()

    restoreSnapshot({snapshot, file: inFolder('etcd.db'), now: 0})
    store = await openSqliteStore({file: inFolder('etcd.db'), clock})
    assert.equal((await store.range(everything)).count, 1)
  })

  it('of an empty store is a snapshot too', async () => {
    await save()

    const {revision, totalSize} = snapshotStatus(snapshot)

    assert.deepEqual([revision, totalSize % 4_096, readFileSync(snapshot).length], [0, 0, totalSize + 32])
  })

  it('is of one moment, though writers go on', async () => {
    await fill(300)
    const chunks: Uint8Array[] = []
    for await (const chunk of store.snapshot()) {
      chunks.push(chunk)
      await store.put({key: 'meanwhile', value: 'v'})
    }
    writeFileSync(snapshot, Buffer.concat(chunks))

    assert.equal(snapshotStatus(snapshot).revision, 303)
  })

  it('is read back by etcdutl as we read it', async function () {
    if (!existsSync(etcdutl)) this.skip()
    await fill(2_000)
    await save()
    const run = (...args: string[]) =>
      execFileSync(etcdutl, args, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']})

    const theirs = JSON.parse(run('snapshot', 'status', snapshot, '-w', 'json'))
    run('snapshot', 'restore', snapshot, '--data-dir', inFolder('etcd'))
    const theirHash = JSON.parse(run('hashkv', inFolder('etcd/member/snap/db'), '-w', 'json'))

    const {hash, revision, totalSize} = snapshotStatus(snapshot)
    assert.deepEqual([theirs.hash, theirs.revision, theirs.totalSize], [hash, revision, totalSize])
    assert.equal(theirHash.hash, (await store.hash()).hash)
  })

  it('of a real etcd is read', async function () {
    if (!existsSync(etcdutl)) this.skip()
    await fill(200)
    await save()
    execFileSync(etcdutl, ['snapshot', 'restore', snapshot, '--data-dir', inFolder('etcd')], {stdio: 'ignore'})

    const theirs = inFolder('etcd/member/snap/db')
    restoreSnapshot({snapshot: theirs, file: inFolder('restored.db'), now: 0, skipHashCheck: true})

    const restored = await openSqliteStore({file: inFolder('restored.db'), clock})
    assert.deepEqual((await restored.range(everything)).kvs, (await store.range(everything)).kvs)
    await restored.close()
  })

  it('that is damaged anywhere never brings the reader down', async () => {
    await fill(40)
    await save()
    const whole = readFileSync(snapshot)
    const random = new SeededRandom('damage')
    for (let round = 0; round < 200; round += 1) {
      const bytes = Buffer.from(whole)
      for (let blow = 0; blow < 3; blow += 1) bytes[Math.floor(random.number() * bytes.length)] = random.bytes(1)[0]!
      writeFileSync(snapshot, bytes.subarray(0, round % 5 ? bytes.length : Math.floor(random.number() * bytes.length)))
      try {
        snapshotStatus(snapshot)
      } catch (error) {
        assert.match(String(error), /InvalidDatabase: invalid database/)
      }
    }
  })
})

describe('A bbolt database', () => {
  it('of several levels of branches has every key, in order', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kctl-bolt-'))
    const file = path.join(folder, 'bolt.db')
    const items = Array.from({length: 30_000}, (_, index) => ({
      key: Buffer.from(`key ${String(index).padStart(60, '0')}`),
      value: Buffer.alloc(index % 300, index),
    }))
    const sizes = () => items.map(({key, value}) => ({key, valueSize: value.length}))

    writeFileSync(file, Buffer.concat([...writeBolt([{name: 'key', sizes, contents: () => items}])]))

    const reader = new BoltReader(file)
    const found = [...reader.bucket('key')]
    reader.close()
    assert.equal(found.length, items.length)
    assert.ok(found.every(({key, value}, index) => key.equals(items[index]!.key) && value.equals(items[index]!.value)))
    rmSync(folder, {recursive: true, force: true})
  })
})
