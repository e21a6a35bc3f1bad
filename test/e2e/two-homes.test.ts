import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {type KctlHome, makeKctlHome} from '../support/kctl-process.ts'

describe("a kubeconfig of another home's cluster", function () {
  this.timeout(60_000)
  let here: KctlHome
  let there: KctlHome
  before(() => {
    here = makeKctlHome()
    there = makeKctlHome()
  })
  after(async () => {
    await there.remove()
    await here.remove()
  })

  it('leads to that one, though both are called alike', async () => {
    const started = await there.kctl('cluster', 'start', '--port', '0')
    assert.equal(started.code, 0, started.stderr)
    await there.kctl('create', 'configmap', 'there')
    await here.kctl('create', 'configmap', 'here')
    const kubeconfig = join(here.path, 'theirs')
    writeFileSync(kubeconfig, (await there.kctl('cluster', 'kubeconfig')).stdout)

    const {stdout} = await here.kctl('--kubeconfig', kubeconfig, 'get', 'configmaps', '-o', 'name')

    assert.equal(stdout, 'configmap/kube-root-ca.crt\nconfigmap/there\n')
  })
})
