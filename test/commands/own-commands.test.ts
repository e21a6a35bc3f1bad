import assert from 'node:assert/strict'
import {existsSync, mkdirSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {runKctl} from '../support/run-kctl.ts'

describe('commands of kctl that take no arguments', () => {
  const refused = [
    'cluster start other',
    'cluster stop other',
    'cluster status other',
    'cluster list other',
    'cluster kubeconfig other',
    'cluster logs other',
    'cluster reset other',
    'clock pause now',
    'clock resume now',
  ]
  for (const line of refused)
    it(`refuse one: ${line}`, async () => {
      const argv = line.split(' ')

      const {stderr, code} = await runKctl(argv, {env: {KCTL_HOME: '/nowhere'}})

      assert.equal(code, 1)
      assert.ok(stderr.startsWith(`error: unexpected arguments: [${argv[2]}]`), stderr)
    })

  it('do not take the name of another cluster for the default one: it is not deleted', async () => {
    const home = mkdtempSync(join(tmpdir(), 'kctl-own-'))
    const folder = join(home, 'clusters', 'default')
    mkdirSync(folder, {recursive: true})

    const {stderr, code} = await runKctl(['cluster', 'delete', 'other'], {env: {KCTL_HOME: home}})

    assert.equal(stderr.split('\n')[0], 'error: unexpected arguments: [other]; --cluster names a cluster')
    assert.equal(code, 1)
    assert.ok(existsSync(folder))
    rmSync(home, {recursive: true})
  })

  it('say which of their commands there is not: clock back', async () => {
    const {stderr} = await runKctl(['clock', 'back'], {env: {KCTL_HOME: '/nowhere'}})

    assert.equal(stderr, `error: unknown command "back"\nSee 'kubectl clock -h' for help and examples\n`)
  })
})
