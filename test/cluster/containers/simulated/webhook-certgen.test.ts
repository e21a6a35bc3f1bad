import assert from 'node:assert/strict'
import {X509Certificate} from 'node:crypto'
import type {Job, Secret} from '../../../../src/api/kinds.ts'
import type {WholeCluster} from '../../../support/whole-cluster.ts'

const image = 'registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1.6.4'
const jobs = {group: 'batch', version: 'v1', resource: 'jobs', namespace: 'default'}
const secrets = {group: '', version: 'v1', resource: 'secrets', namespace: 'default'}
const webhooks = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  resource: 'validatingwebhookconfigurations',
}

const job = (name: string, args: string[]) => ({
  metadata: {name},
  spec: {
    backoffLimit: 0,
    template: {spec: {restartPolicy: 'Never', containers: [{name: 'c', image, args}]}},
  },
})

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

  /** Runs a job to its end, as far as the cluster's clock must go. */
  async function run(name: string, args: string[]): Promise<string | undefined> {
    await whole.client.create(jobs, job(name, args))
    for (let second = 0; second < 30; second += 1) {
      await whole.cluster.engine.advance(1000)
      const {status} = (await whole.client.get({...jobs, name})) as Job
      const end = status?.conditions?.find(({type, status: is}) => is === 'True' && /^(Complete|Failed)$/.test(type))
      if (end) return end.type
    }
    return undefined
  }

  it('makes a secret and has callers trust it, with the rights that its account has', async () => {
    const access = {group: 'rbac.authorization.k8s.io', version: 'v1', resource: 'clusterrolebindings'}
    await whole.client.create(access, {
      metadata: {name: 'certgen'},
      roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin'},
      subjects: [{kind: 'ServiceAccount', name: 'default', namespace: 'default'}],
    })
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
      (await whole.client.get({...webhooks, name: 'hooks'})) as unknown as {
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
