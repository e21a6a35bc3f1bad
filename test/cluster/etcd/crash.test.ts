import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {createInterface} from 'node:readline'
import {openSqliteStore} from '../../../src/cluster/etcd/index.ts'
import {ClusterClock} from '../../../src/cluster/runtime/cluster-clock.ts'
import {openSqlite} from '../../../src/cluster/runtime/open-sqlite.ts'
import {SeededRandom} from '../../../src/cluster/runtime/random.ts'

const crashes = Number(process.env['KCTL_CRASHES'] ?? 20)
const writer = path.join(import.meta.dirname, 'crash-writer.ts')

describe('A store whose process is killed', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'kctl-crash-'))
  })
  afterEach(() => rmSync(folder, {recursive: true, force: true}))

  it(`has everything that it acknowledged, ${crashes} times over`, async function () {
    this.timeout(crashes * 10_000)
    const file = path.join(folder, 'etcd.db')
    const random = new SeededRandom('crash')
    const acknowledged = new Map<string, number>()

    for (let round = 0; round < crashes; round += 1) {
      const lines = await runAndKill([file, `${round}`], 1 + Math.floor(random.number() * 400))
      for (const line of lines) {
        const [key = '', revision] = line.split(' ')
        acknowledged.set(key, Number(revision))
      }
      await check(file, acknowledged)
    }

    assert.ok(acknowledged.size >= crashes)
  })
})

/** Every whole line that the writer printed until it was killed, which is as soon as it has printed `count`. */
function runAndKill(args: string[], count: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, ...args], {stdio: ['ignore', 'pipe', 'inherit']})
  const lines: string[] = []
  createInterface({input: child.stdout}).on('line', line => {
    if (/^\S+ \d+$/.test(line)) lines.push(line)
    if (lines.length === count) child.kill('SIGKILL')
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (_, signal) => (signal === 'SIGKILL' ? resolve(lines) : reject(new Error('the writer gave up'))))
  })
}

async function check(file: string, acknowledged: Map<string, number>): Promise<void> {
  const db = openSqlite(file)
  assert.equal(db.pragma('integrity_check', {simple: true}), 'ok')
  db.close()
  const store = await openSqliteStore({file, clock: new ClusterClock(0)})
  const {kvs} = await store.range({key: '/crash/', rangeEnd: '/crash0'})
  const found = new Map(kvs.map(kv => [kv.key, kv]))
  for (const [key, revision] of acknowledged) {
    assert.equal(found.get(key)?.modRevision, revision)
    assert.equal(found.get(key)?.value, `${key} `.repeat(100))
  }
  await store.close()
}
