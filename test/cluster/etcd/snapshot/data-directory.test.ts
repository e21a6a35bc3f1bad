import assert from 'node:assert/strict'
import {execFileSync, spawn} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:net'
import {homedir, tmpdir} from 'node:os'
import path from 'node:path'
import {createInterface} from 'node:readline'
import {openSqliteStore} from '../../../../src/cluster/etcd/index.ts'
import {clusterIdOf, membersOf} from '../../../../src/cluster/etcd/snapshot/data-directory/members.ts'
import {writeDataDirectory} from '../../../../src/cluster/etcd/snapshot/data-directory/write-data-directory.ts'
import {ClusterClock} from '../../../../src/cluster/runtime/cluster-clock.ts'

const binaries = path.join(homedir(), '.cache/kctl-reference/bin')
const binary = (name: string) => path.join(binaries, name)

describe('A data directory made from a snapshot', () => {
  let folder: string
  let snapshot: string
  const lone = {
    name: 'default',
    members: [{name: 'default', peerUrls: ['http://localhost:2380']}],
    token: 'etcd-cluster',
  }

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'kctl-data-dir-'))
    snapshot = path.join(folder, 'snap.db')
    const store = await openSqliteStore({file: ':memory:', clock: new ClusterClock(0)})
    const {id} = await store.grant(3_600)
    for (let index = 0; index < 300; index += 1) {
      await store.put({key: `/k/${index}`, value: 'v'.repeat(index * 31), lease: index === 7 ? id : 0n})
    }
    await store.delete({key: '/k/1', rangeEnd: '/k/2'})
    await store.compact(200)
    const chunks: Uint8Array[] = []
    for await (const chunk of store.snapshot()) chunks.push(chunk)
    writeFileSync(snapshot, Buffer.concat(chunks))
    await store.close()
  })
  afterEach(() => rmSync(folder, {recursive: true, force: true}))

  it('names clusters and members as etcd does', () => {
    const url = (port: number) => [`http://127.0.0.1:${port}`]
    const three = [22380, 22381, 22382].map((port, index) => ({name: `m${index + 1}`, peerUrls: url(port)}))

    const members = membersOf(three, 'tok')

    assert.deepEqual(
      members.map(({id, name}) => `${name} ${id.toString(16)}`),
      ['m1 117b9266988c4966', 'm3 592b2cf657ae2dd6', 'm2 9c99ab69c68706e2'],
    )
    assert.equal(clusterIdOf(members).toString(16), 'fb5cd0b1599eebf2')
  })

  it('has the log that etcdutl writes, to the byte', function () {
    if (!existsSync(binary('etcdutl'))) this.skip()
    const log = (dataDir: string) =>
      readFileSync(path.join(dataDir, 'member/wal/0000000000000000-0000000000000000.wal'))
    const [ours, theirs] = [path.join(folder, 'ours'), path.join(folder, 'theirs')]

    writeDataDirectory({snapshot, dataDir: ours, skipHashCheck: false, ...lone})
    execFileSync(binary('etcdutl'), ['snapshot', 'restore', snapshot, '--data-dir', theirs], {stdio: 'ignore'})

    assert.ok(log(ours).equals(log(theirs)))
  })

  it('is what a real etcd starts from', async function () {
    if (!existsSync(binary('etcd')) || !existsSync(binary('etcdctl'))) this.skip()
    const dataDir = path.join(folder, 'etcd')
    const [client, peer] = [await freePort(), await freePort()].map(port => `http://127.0.0.1:${port}`)
    const members = [{name: 'm1', peerUrls: [peer!]}]
    writeDataDirectory({snapshot, dataDir, skipHashCheck: false, name: 'm1', members, token: 'tok'})

    const etcd = spawn(
      binary('etcd'),
      [
        ...['--name', 'm1', '--data-dir', dataDir, '--initial-cluster', `m1=${peer}`, '--initial-cluster-token', 'tok'],
        ...['--listen-client-urls', client!, '--advertise-client-urls', client!],
        ...['--listen-peer-urls', peer!, '--initial-advertise-peer-urls', peer!],
      ],
      {stdio: ['ignore', 'ignore', 'pipe']},
    )
    try {
      for await (const line of createInterface({input: etcd.stderr})) if (line.includes('ready to serve client')) break
      etcd.stderr.resume()
      const run = (...args: string[]) =>
        execFileSync(binary('etcdctl'), ['--endpoints', client!, ...args], {encoding: 'utf8'})
      const {header, count} = JSON.parse(run('get', '/k/', '--prefix', '--keys-only', '-w', 'json'))
      assert.deepEqual([count, header.revision], [189, 302])
      assert.equal(run('get', '/k/2', '--print-value-only'), `${'v'.repeat(62)}\n`)
      assert.match(run('lease', 'list'), /found 1 leases/)
      assert.match(run('put', '/k/new', 'v'), /OK/)
    } finally {
      etcd.kill()
      await once(etcd, 'close')
    }
  })
})

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
