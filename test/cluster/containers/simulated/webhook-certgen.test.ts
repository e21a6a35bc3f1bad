import assert from 'node:assert/strict'
import {X509Certificate} from 'node:crypto'
import type {Secret} from '../../../../src/api/kinds.ts'
import {runJob, trustPods} from '../../../support/run-job.ts'
import type {WholeCluster} from '../../../support/whole-cluster.ts'

const image = 'registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1.6.4'
const secrets = {group: '', version: 'v1', resource: 'secrets', namespace: 'default'}
const webhooks = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  resource: 'validatingwebhookconfigurations',
}

describe('kube-webhook-certgen', function () {
  this.timeout(30_000)
  let whole: WholeCluster

  before(async () => {
    const {startWholeCluster} = await import('../../../support/whole-cluster.ts')
    whole = await startWholeCluster({settings: {workers: 1}})
  })

  after(async () => {
    await whole.close()
  })

  const run = (name: string, args: string[]) => runJob(whole, name, {image, args})

  it('makes a secret and has callers trust it, with the rights that its account has', async () => {
    await trustPods(whole)
    await whole.client.create(webhooks, {
      metadata: {name: 'hooks'},
      webhooks: [
        {
          name: 'hook.example.com',
          admissionReviewVersions: ['v1'],
          sideEffects: 'None',
          failurePolicy: 'Ignore',
          clientConfig: {service: {name: 'hook', namespace: 'default'}},
          rules: [{apiGroups: ['example.com'], apiVersions: ['v1'], resources: ['things'], operations: ['CREATE']}],
        },
      ],
    })

    const created = await run('create', [
      'create',
      '--host=hook,hook.default.svc',
      '--namespace=default',
      '--secret-name=cert',
    ])
    const patched = await run('patch', [
      'patch',
      '--webhook-name=hooks',
      '--namespace=default',
      '--patch-mutating=false',
      '--secret-name=cert',
      '--patch-failure-policy=Fail',
    ])

    assert.deepEqual([created, patched], ['Complete', 'Complete'])
    const {data} = (await whole.client.get({...secrets, name: 'cert'})) as Secret
    const [ca, cert] = [data?.['ca'], data?.['cert']].map(text => Buffer.from(text ?? '', 'base64').toString())
    const certificate = new X509Certificate(cert!)
    assert.equal(certificate.checkHost('hook.default.svc'), 'hook.default.svc')
    assert.equal(certificate.verify(new X509Certificate(ca!).publicKey), true)
    const [hook] = (
      (await whole.client.get({...webhooks, name: 'hooks'})) as {
        webhooks: {failurePolicy: string; clientConfig: {caBundle: string}}[]
      }
    ).webhooks
    assert.deepEqual([hook?.failurePolicy, hook?.clientConfig.caBundle], ['Fail', data?.['ca']])
  })

  it('fails where it may not patch', async () => {
    const outcome = await run('missing', ['patch', '--webhook-name=none', '--namespace=default', '--secret-name=cert'])

    assert.equal(outcome, 'Failed')
  })
})
