import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync} from 'node:fs'
import {type AddressInfo, connect, createServer} from 'node:net'
import {join} from 'node:path'
import {connect as connectTls} from 'node:tls'
import {isAlive} from '../../src/cluster/daemon/record.ts'
import {openSqlite} from '../../src/cluster/runtime/open-sqlite.ts'
import {ended, type KctlHome, makeKctlHome, type Run, runProcess} from '../support/kctl-process.ts'

describe('kctl in bad company', function () {
  this.timeout(120_000)
  let home: KctlHome
  beforeEach(async () => {
    home = makeKctlHome()
    await home.kctl('create', 'namespace', 'kept')
  })
  afterEach(() => home.remove())

  it('names a corrupted database and leaves it as it is', async () => {
    const file = join(home.folder, 'etcd.db')
    for (const tail of ['-wal', '-shm']) writeFileSync(file + tail, '')
    overwrite(file, Buffer.alloc(4096, 0xa5))
    const before = readFileSync(file)

    const run = await home.kctl('get', 'pods')

    assertRefused(run, /etcd\.db/)
    assert.deepEqual(readFileSync(file), before)
  })

  it('says that another program has locked the database', async () => {
    const db = openSqlite(join(home.folder, 'etcd.db'))
    db.exec('begin immediate')

    const run = await home.kctl('create', 'namespace', 'late')

    db.close()
    assertRefused(run, /lock|busy|database/i)
    await assertKept(home)
  })

  it('says that a folder may not be written', async function () {
    if (process.getuid?.() === 0) return this.skip()
    const run = await home.kctlWith({env: {KCTL_HOME: '/proc/nowhere'}}, 'get', 'pods')
    assertRefused(run, /nowhere/)
  })

  it('says that the home cannot be a file', async () => {
    const file = join(home.path, 'a-file')
    writeFileSync(file, '')

    assertRefused(await home.kctlWith({env: {KCTL_HOME: file}}, 'get', 'pods'), /a-file/)
  })

  it('says that the disk is full, and loses nothing', async function () {
    const folder = join(home.path, 'tiny')
    mkdirSync(folder)
    const mounted = await runProcess('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', folder]).catch(() => undefined)
    if (mounted?.code !== 0) return this.skip()
    try {
      const env = {KCTL_HOME: folder}
      assert.equal((await home.kctlWith({env}, 'create', 'namespace', 'kept')).code, 0)
      await runProcess('/bin/sh', ['-c', `cat /dev/zero > ${folder}/filler`])

      const run = await home.kctlWith({env, stdin: configMap('big', 500_000)}, 'create', '-f', '-')

      assertRefused(run, /full|no space|the disk failed/i)
      await runProcess('rm', [`${folder}/filler`])
      await assertKept(home, env)
    } finally {
      await runProcess('umount', [folder])
    }
  })

  it('labels what a file holds though it has no metadata, and asks no server for what has no name', async () => {
    const stdin = 'apiVersion: v1\nkind: ConfigMap\n'
    const lines = ['label x=y --local --dry-run=client', 'annotate x=y', 'diff', 'patch -p {}']

    const said = []
    for (const line of lines) {
      const {stdout, stderr} = await home.kctlWith({stdin}, ...line.split(' '), '-f', '-')
      said.push(`${stdout}${stderr}`)
    }

    const nameless = 'error: resource name may not be empty\n'
    assert.deepEqual(said, ['configmap/<unknown> labeled (dry run)\n', nameless, nameless, nameless])
  })

  it('says which file cannot be read, in the words of kubectl', async function () {
    if (process.platform !== 'linux') return this.skip()
    const memory = '/proc/self/mem'

    const applied = await home.kctl('apply', '-f', memory)
    const created = await home.kctl('create', 'configmap', 'one', `--from-file=${memory}`)

    assert.equal(applied.stderr, `error: error parsing ${memory}: read ${memory}: input/output error\n`)
    assert.equal(created.stderr, `error: read ${memory}: input/output error\n`)
  })

  it('says that a port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => server.once('listening', resolve))
    const {port} = server.address() as AddressInfo

    const run = await home.kctl('cluster', 'start', '--port', String(port))

    server.close()
    assert.equal(run.code, 1)
    assert.match(run.stderr, new RegExp(`^error: port ${port} is in use by another program`, 'm'))
    assert.doesNotMatch(run.stderr, stackTrace)
    await assertKept(home)
  })

  it("neither trusts nor kills a stranger who has a dead daemon's pid", async () => {
    const stranger = spawn('sleep', ['600'])
    const record = {pid: stranger.pid, server: 'https://127.0.0.1:1', version: 'v1.34.3', startedAt: ''}
    writeFileSync(join(home.folder, 'daemon.json'), JSON.stringify(record))
    writeFileSync(join(home.folder, 'engine.lock.owner'), JSON.stringify({pid: stranger.pid, role: 'daemon'}))

    const stop = await home.kctl('cluster', 'stop')
    const status = await home.kctl('cluster', 'status')
    const start = await home.kctl('cluster', 'start', '--port', '0')

    assert.match(stop.stdout, /is not running/)
    assert.match(status.stdout, /State: +Stopped/)
    assert.equal(start.code, 0, start.stderr)
    assert.equal(isAlive(stranger.pid!), true)
    stranger.kill()
    await ended(stranger)
    await assertKept(home)
  })

  const inputs: {name: string; given: string | Uint8Array; expected: RegExp}[] = [
    {name: 'YAML that is none', given: 'a: [b\nc: d', expected: /yaml|json/i},
    {name: 'JSON that breaks off', given: '{"apiVersion": "v1", "kind": "Conf', expected: /yaml|json/i},
    {name: 'a list', given: '- a\n- b\n', expected: /error/},
    {name: 'a number', given: '42', expected: /error/},
    {name: 'no kind', given: 'apiVersion: v1', expected: /kind/i},
    {name: 'an unknown kind', given: 'apiVersion: v9\nkind: Nonsense\nmetadata: {name: a}', expected: /Nonsense/},
    {
      name: 'binary garbage',
      given: Buffer.from(Array.from({length: 5000}, (_, i) => (i * 7919) % 256)),
      expected: /error/,
    },
    {name: 'nothing', given: '', expected: /no objects passed to create/},
    {name: '10 MB', given: configMap('big', 10_000_000), expected: /too large|too long/i},
    {
      name: 'an enormous name',
      given: configMap('n'.repeat(100_000), 1),
      expected: /no more than 253|too long|invalid/i,
    },
  ]
  for (const mode of ['one-shot', 'daemon'])
    it(`refuses what makes no sense in one line: ${mode}`, async () => {
      if (mode === 'daemon') await home.kctl('cluster', 'start', '--port', '0')
      for (const {name, given, expected} of inputs) {
        const run = await home.kctlWith({stdin: given}, 'create', '-f', '-')
        assertRefused(run, expected, name)
      }
      await assertKept(home)
    })

  it('goes on after garbage on its port and its socket', async () => {
    await home.kctl('cluster', 'start', '--port', '0')
    const {server} = home.daemon()!
    const port = Number(new URL(server).port)
    const pieces = [
      Buffer.from(Array.from({length: 3000}, (_, index) => (index * 7919) % 256)),
      'GET /api HTTP/1.1\r\nHos',
      'POST /api/v1/namespaces HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"a',
      'POST /api/v1/namespaces HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u0009garbage',
    ]

    for (const piece of pieces) {
      await say(() => connect(port, '127.0.0.1'), piece)
      await say(() => connectTls({port, host: '127.0.0.1', rejectUnauthorized: false}), piece)
      await say(() => connect(join(home.folder, 'kctl.sock')), piece)
    }

    await assertKept(home)
    assert.equal(isAlive(home.daemon()!.pid), true)
    assert.doesNotMatch(readFileSync(join(home.folder, 'daemon.log'), 'utf8'), stackTrace)
  })
})

const stackTrace = /^\s+at .+[:(]/m

function assertRefused({code, stdout, stderr}: Run, expected: RegExp, name = ''): void {
  const said = `${name}: ${stdout.slice(0, 500)}${stderr.slice(0, 1000)}`
  assert.equal(code, 1, said)
  assert.match(stderr, expected, said)
  assert.match(stderr.slice(0, 2_000_000), /^[^\n]+\n(ensure CRDs are installed first\n)?$/, said)
  assert.doesNotMatch(stderr, stackTrace, said)
}

async function assertKept(home: KctlHome, env: Record<string, string> = {}): Promise<void> {
  const {stdout, stderr} = await home.kctlWith({env}, 'get', 'namespace', 'kept', '-o', 'name')
  assert.equal(stdout, 'namespace/kept\n', stderr)
}

function configMap(name: string, bytes: number): string {
  return JSON.stringify({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name}, data: {a: 'x'.repeat(bytes)}})
}

function overwrite(file: string, bytes: Uint8Array): void {
  const descriptor = openSync(file, 'r+')
  writeSync(descriptor, bytes, 0, bytes.length, 0)
  closeSync(descriptor)
}

/** Writes and goes away. */
function say(open: () => ReturnType<typeof connect>, words: string | Uint8Array): Promise<void> {
  return new Promise(resolve => {
    const socket = open()
    socket.on('error', () => resolve())
    socket.on('close', () => resolve())
    socket.write(words, () => setImmediate(() => socket.destroy()))
  })
}
