import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {resolve} from 'node:path'
import {haveRealPrograms} from '../support/real-programs.ts'

/** Minutes, of which most is waiting: only where it is asked for (KCTL_CONFORMANCE=1) and Kubernetes' own end-to-end binary is at hand. */
describe("Kubernetes' own conformance, a quick set of it", function () {
  this.timeout(300_000)

  it('passes', function () {
    if (!process.env['KCTL_CONFORMANCE'] || !haveRealPrograms('e2e', 'kubectl')) this.skip()
    const runner = resolve(import.meta.dirname, 'conformance/index.ts')

    const {status, stdout} = spawnSync(process.execPath, ['--import', 'tsx', runner, 'quick'], {encoding: 'utf8'})

    assert.equal(status, 0, stdout)
    assert.match(stdout, /^[1-9]\d* passed, 0 failed$/m)
  })
})
