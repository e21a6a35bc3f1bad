import assert from 'node:assert/strict'
import {cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {heapOptions} from '../../src/cluster/daemon/heap-options.ts'
import {type KctlHome, makeKctlHome, repository, runProcess} from '../support/kctl-process.ts'

describe('the built scripts', function () {
  this.timeout(60_000)
  let home: KctlHome
  let copy: string
  before(async () => {
    home = makeKctlHome()
    copy = mkdtempSync(join(tmpdir(), 'kctl-scripts-'))
    cpSync(join(repository, 'bin'), join(copy, 'bin'), {recursive: true})
    cpSync(join(repository, 'dist'), join(copy, 'dist'), {recursive: true, filter: path => !path.includes('bench')})
    symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'))
    await home.kctl('create', 'configmap', 'one')
  })
  after(async () => {
    rmSync(copy, {recursive: true, force: true})
    await home.remove()
  })
  const withoutScript = (name: string): void => {
    for (const file of readdirSync(join(copy, 'dist')))
      if (file === `${name}.cjs` || file.startsWith(`${name}-v`)) rmSync(join(copy, 'dist', file))
  }
  const kctl = (...argv: string[]) =>
    runProcess(process.execPath, [join(copy, 'bin/kctl'), ...argv], {env: home.environment})

  it('take the code cache, whatever heap the daemon is given', async () => {
    const spy = join(copy, 'spy.cjs')
    writeFileSync(
      spy,
      `const vm = require('node:vm')
      vm.Script = class extends vm.Script {
        constructor(text, options) {
          super(text, options)
          if (options.cachedData) console.error(this.cachedDataRejected ? 'refused' : 'taken')
        }
      }`,
    )

    const {stderr, stdout} = await runProcess(
      process.execPath,
      [
        ...heapOptions({nodes: 3, given: []}),
        '--require',
        spy,
        join(copy, 'bin/kctl'),
        'get',
        'configmaps',
        '-o',
        'name',
      ],
      {env: home.environment},
    )

    assert.equal(stderr, 'taken\ntaken\n')
    assert.match(stdout, /configmap\/one/)
  })

  it('read a cluster at rest without what runs in it', async () => {
    withoutScript('running')

    const {stdout, stderr} = await kctl('get', 'configmaps', '-o', 'name')

    assert.equal(stderr, '')
    assert.equal(stdout, 'configmap/kube-root-ca.crt\nconfigmap/one\n')
  })

  it('are a client of a daemon without any cluster of their own', async () => {
    const started = await home.kctl('cluster', 'start', '--port', '0')
    assert.equal(started.code, 0, started.stderr)
    withoutScript('cluster')

    const {stdout, stderr} = await kctl('get', 'configmaps', '-o', 'name')

    assert.equal(stderr, '')
    assert.equal(stdout, 'configmap/kube-root-ca.crt\nconfigmap/one\n')
  })
})
