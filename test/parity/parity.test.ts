import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {hasRecordings, kctl} from '../support/shared.ts'
import {type ParityRun, runParity} from './run-parity.ts'

/** How many answers and steps have been identical before; raise them with every gain. Below what was seen by the few that depend on how busy the machine is. */
const floors = {api: 1170, 'cli-daemon': 370, 'cli-one-shot': 360}

/** Compares with the recordings of a real Kubernetes 1.34.3. */
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

  const compare = (name: keyof typeof floors, {misses, identical, closing}: ParityRun): void => {
    console.log(`      ${name}: ${closing}`)
    assert.ok(
      identical >= floors[name],
      `${identical} identical, ${floors[name]} wanted; what differs:\n${misses.join('\n')}`,
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
