import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {hasRecordings, kctl, repository} from '../support/shared.ts'
import {knownMisses, type ParityRun, runParity} from './run-parity.ts'

/** Compares with the recordings of a real Kubernetes 1.34.3; what differs must be known, and what no longer differs must not be listed. */
describe('parity with the recorded Kubernetes', function () {
  this.timeout(15 * 60_000)
  let home: string
  let kubeconfig: string

  before(function () {
    if (!hasRecordings) this.skip()
    home = mkdtempSync(join(tmpdir(), 'kctl-parity-'))
    kubeconfig = join(home, 'kubeconfig')
    run('cluster', 'start', '--port', '0')
    writeFileSync(kubeconfig, run('cluster', 'kubeconfig'))
  })

  after(() => {
    if (!home) return
    run('cluster', 'stop')
    rmSync(home, {recursive: true, force: true})
  })

  const run = (...args: string[]): string =>
    execFileSync(kctl, args, {
      env: {...process.env, KCTL_HOME: home},
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })

  const compare = (name: string, {misses, closing}: ParityRun): void => {
    console.log(`      ${name}: ${closing}`)
    if (process.env['KCTL_RECORD_MISSES'])
      writeFileSync(join(repository, 'test/parity', `${name}.misses`), misses.map(miss => `${miss}\n`).join(''))
    const known = knownMisses(`${name}.misses`)
    assert.deepEqual(
      misses.filter(miss => !known.has(miss)),
      [],
    )
  }

  it('answers requests as the API server does', async () => {
    compare('api', await runParity('api.mjs', ['--kubeconfig', kubeconfig]))
  })

  it('prints what kubectl prints, against the daemon', async () => {
    compare('cli-daemon', await runParity('run.mjs', ['--program', kctl, '--kubeconfig', kubeconfig]))
  })

  it('prints what kubectl prints, each command by itself', async () => {
    compare('cli-one-shot', await runParity('run.mjs', ['--program', kctl]))
  })
})
