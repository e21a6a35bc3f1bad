import assert from 'node:assert/strict'
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import type {CliContext} from '../../../src/cli/cli-context.ts'
import {EngineLock, openSqliteStore} from '../../../src/cluster/etcd/index.ts'
import {type ClusterHome, clusterHome} from '../../../src/cluster/index.ts'
import {ClusterClock} from '../../../src/cluster/runtime/cluster-clock.ts'
import Etcdctl from '../../../src/commands/etcdctl.ts'

describe('kctl etcdctl', () => {
  let home: string
  let cluster: ClusterHome
  let backup: string
  beforeEach(async () => {
    home = mkdtempSync(path.join(tmpdir(), 'kctl-home-'))
    cluster = clusterHome({home})
    backup = path.join(home, 'backup.db')
    mkdirSync(cluster.folder, {recursive: true})
    const store = await openSqliteStore({file: cluster.database, clock: new ClusterClock(0)})
    await store.put({key: 'a', value: '1'})
    await store.meta.set('settings', '{"seed":"s"}')
    await store.meta.set('rest', '{"time":500,"offset":500,"paused":true,"revision":2}')
    await store.close()
  })
  afterEach(() => rmSync(home, {recursive: true, force: true}))

  const run = async (...argv: string[]) => {
    const outcome = {stdout: '', stderr: '', exitCode: 0}
    const context: CliContext = {
      program: 'kctl',
      env: {KCTL_HOME: home},
      cwd: home,
      stdin: (async function* () {})(),
      stdout: {write: text => (outcome.stdout += text)},
      stderr: {write: text => (outcome.stderr += text)},
      connect: () => assert.fail('etcdctl talks to no API server'),
      now: () => 0,
    }
    const command = new Etcdctl(argv, context, 'etcdctl')
    await command.run()
    return {...outcome, exitCode: command.exitCode}
  }

  it('reads and writes the embedded cluster’s store', async () => {
    assert.deepEqual(await run('put', 'b', '2'), {stdout: 'OK\n', stderr: '', exitCode: 0})
    assert.equal((await run('get', 'a', 'z')).stdout, 'a\n1\nb\n2\n')
  })

  it("ends leases by the cluster's time, also for who only reads", async () => {
    const {stdout} = await run('lease', 'grant', '60')
    await run('put', 'short', 'lived', '--lease', stdout.split(' ')[1]!)
    const before = await run('get', 'short', '--print-value-only')
    const store = await openSqliteStore({file: cluster.database, clock: new ClusterClock(0)})
    await store.meta.set('rest', '{"time":60500,"offset":500,"paused":true,"revision":2}')
    await store.close()

    const after = await run('get', 'short', '--print-value-only')

    assert.equal(before.stdout, 'lived\n')
    assert.equal(after.stdout, '')
    assert.equal((await run('lease', 'list')).stdout, 'found 0 leases\n')
  })

  it('takes the cluster back to a snapshot', async () => {
    await run('snapshot', 'save', backup)
    await run('put', 'b', '2')

    const {stderr, exitCode} = await run('snapshot', 'restore', backup)

    assert.match(stderr, /restored .*backup\.db into cluster "default"\n$/)
    assert.equal(exitCode, 0)
    assert.equal((await run('get', 'a', 'z')).stdout, 'a\n1\n')
  })

  it('leaves the cluster its settings and its clock, and its consequences to be drawn', async () => {
    await run('snapshot', 'save', backup)
    await run('snapshot', 'restore', backup)

    const store = await openSqliteStore({file: cluster.database, clock: new ClusterClock(0), readOnly: true})
    assert.equal(store.meta.get('settings'), '{"seed":"s"}')
    assert.equal(store.meta.get('rest'), '{"time":500,"offset":500,"paused":true,"revision":0}')
    await store.close()
  })

  it('does not restore a cluster that runs', async () => {
    await run('snapshot', 'save', backup)
    const daemon = new EngineLock(path.join(cluster.folder, 'engine.lock'))
    await daemon.acquire({wait: 0, role: 'daemon'})

    const {stderr, exitCode} = await run('snapshot', 'restore', backup)
    daemon.release()

    assert.match(stderr, /cluster "default" is running \(pid \d+\).*stop it first: kctl cluster stop\n$/)
    assert.equal(exitCode, 1)
  })

  it('says when there is no cluster yet', async () => {
    rmSync(cluster.folder, {recursive: true})

    const {stderr, exitCode} = await run('get', 'a')

    assert.match(stderr, /^Error: cluster "default" has no data yet/)
    assert.equal(exitCode, 1)
  })
})
