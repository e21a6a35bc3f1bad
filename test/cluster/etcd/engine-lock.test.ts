import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {EngineLock} from '../../../src/cluster/etcd/index.ts'

const source = path.resolve(import.meta.dirname, '../../../src/cluster/etcd/sqlite/engine-lock.ts')

describe('The engine lock', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'kctl-lock-'))
    file = path.join(folder, 'engine.lock')
  })
  afterEach(() => rmSync(folder, {recursive: true, force: true}))

  it('is held by one at a time, who is named', async () => {
    const first = new EngineLock(file)
    const second = new EngineLock(file)

    assert.equal(await first.acquire({wait: 0, role: 'daemon'}), true)
    assert.equal(await second.acquire({wait: 0}), false)
    assert.deepEqual(second.heldBy(), {pid: process.pid, role: 'daemon'})
    first.release()

    assert.equal(second.heldBy(), undefined)
    assert.equal(await second.acquire({wait: 0}), true)
    second.release()
  })

  it('passes on to one who waits', async () => {
    const first = new EngineLock(file)
    const second = new EngineLock(file)
    await first.acquire({wait: 0})

    const waiting = second.acquire({wait: 5_000})
    first.release()

    assert.equal(await waiting, true)
    second.release()
  })

  it('dies with its process', async () => {
    const hold = `const {EngineLock} = await import(${JSON.stringify(source)});
      await new EngineLock(process.argv[1]).acquire({wait: 0, role: 'child'});
      console.log('held'); setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', hold, file])
    await once(child.stdout, 'data')
    const lock = new EngineLock(file)
    assert.equal(await lock.acquire({wait: 0}), false)
    assert.deepEqual(lock.heldBy(), {pid: child.pid, role: 'child'})

    child.kill('SIGKILL')
    await once(child, 'close')

    assert.equal(await lock.acquire({wait: 0}), true)
    lock.release()
  })
})
