import assert from 'node:assert/strict'
import {type KctlHome, makeKctlHome} from '../support/kctl-process.ts'

describe('several embedded clusters of one home', function () {
  this.timeout(60_000)
  let home: KctlHome
  before(async () => {
    home = makeKctlHome()
    await home.kctlWith({env: {KCTL_CLUSTER: 'two'}}, 'create', 'namespace', 'second')
    await home.kctl('create', 'namespace', 'first')
  })
  after(() => home.remove())

  const names = async (...argv: string[]): Promise<string> => {
    const {stdout, stderr} = await home.kctl(
      'get',
      'namespaces',
      'first',
      'second',
      '-o',
      'name',
      '--ignore-not-found',
      ...argv,
    )
    return stdout + stderr
  }

  const cases = [
    {
      name: 'the default one is meant where none is named, whichever was made first',
      given: [],
      expected: 'namespace/first\n',
    },
    {name: 'one is named by a flag', given: ['--cluster', 'two'], expected: 'namespace/second\n'},
    {name: 'the default one too', given: ['--cluster=default'], expected: 'namespace/first\n'},
    {name: "and so are the kubeconfig's clusters", given: ['--cluster=kctl'], expected: 'namespace/first\n'},
    {
      name: 'one that there is not is not made',
      given: ['--cluster=tow'],
      expected: 'error: no server found for cluster "tow"\n',
    },
  ]
  for (const {name, given, expected} of cases)
    it(name, async () => {
      assert.equal(await names(...given), expected)
    })

  it('are told how to be used when they are started', async () => {
    const {stdout} = await home.kctl('cluster', 'start', '--cluster', 'two', '--port', '0')
    await home.kctl('cluster', 'stop', '--cluster', 'two')

    assert.match(stdout, /^kctl uses it where it is told to: --cluster two, or KCTL_CLUSTER=two\. /)
  })
})
