import assert from 'node:assert/strict'
import type {Secret} from '../../../../src/api/kinds.ts'
import {runJob, trustPods} from '../../../support/run-job.ts'
import type {WholeCluster} from '../../../support/whole-cluster.ts'

const secrets = {group: '', version: 'v1', resource: 'secrets', namespace: 'default'}
const hook = {image: 'quay.io/argoproj/argocd:v3.2.0', command: ['argocd', 'admin', 'redis-initial-password']}

describe('argocd admin redis-initial-password', function () {
  this.timeout(30_000)
  let whole: WholeCluster

  before(async () => {
    const {startWholeCluster} = await import('../../../support/whole-cluster.ts')
    whole = await startWholeCluster({settings: {workers: 1}})
  })

  after(async () => {
    await whole.close()
  })

  it('fails where its account may not create secrets', async () => {
    assert.equal(await runJob(whole, 'refused', hook), 'Failed')
  })

  it('makes a password, and leaves one that is there', async () => {
    await trustPods(whole)

    const first = await runJob(whole, 'first', hook)
    const made = (await whole.client.get({...secrets, name: 'argocd-redis'})) as Secret
    const second = await runJob(whole, 'second', hook)
    const kept = (await whole.client.get({...secrets, name: 'argocd-redis'})) as Secret

    assert.deepEqual([first, second], ['Complete', 'Complete'])
    assert.match(Buffer.from(made.data?.['auth'] ?? '', 'base64').toString(), /^[-0-9A-Za-z]{16}$/)
    assert.deepEqual(kept, made)
  })
})
