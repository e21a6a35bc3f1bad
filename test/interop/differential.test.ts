import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {compareServers} from '../support/differential/compare-servers.ts'
import {hasRecordings} from '../support/shared.ts'

describe('generated requests to a real API server and to ours', () => {
  it('are answered alike, 9 in 10 at least', async function () {
    const {KCTL_REFERENCE_KUBECONFIG: reference = '', KCTL_SERVER_KUBECONFIG: kubeconfig = ''} = process.env
    // Both without controllers, which would go on changing what is compared.
    if (!hasRecordings || !existsSync(reference) || !existsSync(kubeconfig)) this.skip()
    this.timeout(240_000)

    const results = await compareServers({reference, kubeconfig, kinds: [], count: 3, seed: 'kctl'})

    for (const {kind, identical, total} of results) console.log(`${kind} ${identical}/${total}`)
    const sum = (key: 'identical' | 'total') => results.reduce((so, result) => so + result[key], 0)
    assert.ok(sum('total') > 0)
    assert.ok(sum('identical') >= 0.9 * sum('total'), `${sum('identical')} of ${sum('total')}`)
  })
})
