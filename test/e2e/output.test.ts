import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {type KctlHome, makeKctlHome, program, runProcess} from '../support/kctl-process.ts'

const full = '/dev/full'

describe('what a command prints that can go nowhere', function () {
  this.timeout(120_000)
  let home: KctlHome
  before(async () => {
    home = makeKctlHome()
    await home.kctl('create', 'namespace', 'one')
  })
  after(() => home.remove())

  const shell = (line: string) =>
    runProcess('/bin/bash', ['-c', line.replaceAll('kctl', `'${process.execPath}' '${program}'`)], {
      env: home.environment,
    })

  for (const line of ['kctl get nodes', 'kctl get nodes -o yaml', 'kctl version --client', 'kctl cluster status'])
    it(`is told in kubectl's words where the disk is full: ${line}`, async function () {
      if (!existsSync(full)) return this.skip()

      const {code, stderr} = await shell(`${line} > ${full}`)

      assert.equal(stderr, 'error: write /dev/stdout: no space left on device\n')
      assert.equal(code, 1)
    })

  it('matters not where only its complaints cannot be written', async function () {
    if (!existsSync(full)) return this.skip()

    const {code, stdout} = await shell(`kctl get namespace one none -o name 2> ${full}`)

    assert.equal(stdout, 'namespace/one\n')
    assert.equal(code, 1)
  })

  it('ends it as SIGPIPE would, when the reader has seen enough', async () => {
    const {code, stdout, stderr} = await shell('set -o pipefail; kctl get clusterroles -o yaml | head -n 1')

    assert.deepEqual({code, stdout, stderr}, {code: 141, stdout: 'apiVersion: v1\n', stderr: ''})
  })
})
