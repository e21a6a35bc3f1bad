import assert from 'node:assert/strict'
import type {ChildProcess} from 'node:child_process'
import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {openSqlite} from '../../src/cluster/runtime/open-sqlite.ts'
import {ended, type KctlHome, makeKctlHome, program, runProcess} from '../support/kctl-process.ts'

const crashes = Number(process.env['KCTL_CRASHES'] ?? 20)
const writers = Number(process.env['KCTL_WRITERS'] ?? 40)

describe('a kctl that is killed', function () {
  this.timeout(60_000 + crashes * 10_000)
  let home: KctlHome
  beforeEach(() => {
    home = makeKctlHome()
  })
  afterEach(() => home.remove())

  it(`loses nothing that it acknowledged, one-shot (${crashes} times)`, async () => {
    await home.kctl('get', 'nodes')
    const acknowledged: string[] = []

    for (let crash = 0; crash < crashes; crash += 1) {
      const child = home.spawn(['create', '-f', '-'], {stdio: 'pipe'})
      child.stdin!.on('error', () => undefined).end(configMaps(`crash-${crash}`, 400))
      acknowledged.push(...(await killDuring(child, 20 + ((crash * 37) % 180))))
    }

    await assertIntact(home, acknowledged)
  })

  it(`loses nothing that it acknowledged, daemon (${crashes} times)`, async () => {
    const acknowledged: string[] = []

    for (let crash = 0; crash < crashes; crash += 1) {
      const started = await home.kctl('cluster', 'start', '--port', '0')
      assert.equal(started.code, 0, started.stderr)
      const client = home.spawn(['create', '-f', '-'], {stdio: 'pipe'})
      client.stdin!.on('error', () => undefined).end(configMaps(`crash-${crash}`, 400))
      acknowledged.push(...(await killDuring(client, 20 + ((crash * 37) % 180), home.daemon()!.pid)))
    }

    assert.equal(existsSync(join(home.folder, 'daemon.json')), true, 'the killed daemon leaves its record')
    await assertIntact(home, acknowledged)
  })

  it('leaves a lock, a socket and a record that never block the next', async () => {
    await home.kctl('cluster', 'start', '--port', '0')
    const {pid} = home.daemon()!
    process.kill(pid, 'SIGKILL')

    const read = await home.kctl('get', 'nodes')
    const status = await home.kctl('cluster', 'status')
    const again = await home.kctl('cluster', 'start', '--port', '0')

    assert.equal(read.code, 0, read.stderr)
    assert.match(status.stdout, /State: +Stopped/)
    assert.equal(again.code, 0, again.stderr)
    assert.notEqual(home.daemon()?.pid, pid)
  })

  it(`lets ${writers} write at once`, async () => {
    await home.kctl('get', 'nodes')
    const began = performance.now()

    const one = `printf '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"many-%d"}}' $i | ${process.execPath} ${program} create -f - &`
    const loop = `for i in $(seq 1 ${writers}); do ${one} done; wait`
    const {stderr} = await runProcess('/bin/sh', ['-c', loop], {env: home.environment})

    console.log(`      ${writers} one-shot commands at once: ${((performance.now() - began) / 1000).toFixed(1)} s`)
    assert.equal(stderr, '')
    assert.equal((await names(home)).filter(name => name.startsWith('many-')).length, writers)
  })
})

/** Kills the child, or the process it talks to, that long after its first acknowledgement; returns what it had acknowledged. */
async function killDuring(child: ChildProcess, milliseconds: number, victim?: number): Promise<string[]> {
  let output = ''
  const kill = () => (victim ? process.kill(victim, 'SIGKILL') : child.kill('SIGKILL'))
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    if (output === '') setTimeout(kill, milliseconds)
    output += text
  })
  await ended(child)
  assert.notEqual(output, '', 'it was acknowledging writes when it was killed')
  return [...output.matchAll(/^configmap\/(\S+) created$/gm)].map(match => match[1]!)
}

async function assertIntact(home: KctlHome, acknowledged: string[]): Promise<void> {
  const present = new Set(await names(home))
  assert.deepEqual(
    acknowledged.filter(name => !present.has(name)),
    [],
  )
  const health = await home.kctl('etcdctl', 'endpoint', 'health')
  assert.equal(health.code, 0, health.stderr)
  const db = openSqlite(join(home.folder, 'etcd.db'))
  assert.deepEqual(db.pragma('integrity_check'), [{integrity_check: 'ok'}])
  db.close()
}

async function names(home: KctlHome): Promise<string[]> {
  const {stdout, stderr, code} = await home.kctl('get', 'configmaps', '-o', 'name')
  assert.equal(code, 0, stderr)
  return stdout
    .trim()
    .split('\n')
    .map(name => name.replace('configmap/', ''))
}

const configMaps = (prefix: string, count: number): string =>
  Array.from({length: count}, (_, index) =>
    JSON.stringify({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: `${prefix}-${index}`}}),
  ).join('\n---\n')
