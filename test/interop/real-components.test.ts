import assert from 'node:assert/strict'
import {generateKeyPairSync} from 'node:crypto'
import {writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {haveRealPrograms, type MixedCluster, startMixedCluster} from '../support/real-programs.ts'
import {job, node, statefulSet, workload} from './workloads.ts'

const wait = '--timeout=90s'

/** Kubernetes' own components on kctl's API server, which cannot tell: they speak protobuf with it throughout. */
describe('with real components', () => {
  let cluster: MixedCluster | undefined

  afterEach(async () => {
    await cluster?.stop()
    cluster = undefined
  })

  it('the real kube-scheduler binds pods', async function () {
    if (!haveRealPrograms('kube-scheduler', 'kubectl')) return this.skip()
    cluster = await startMixedCluster('scheduler')
    cluster.start('kube-scheduler', ...own(cluster.kubeconfig))

    await cluster.kubectl('create', 'deployment', 'web', '--image=nginx', '--replicas=3')

    await cluster.kubectl('rollout', 'status', 'deployment/web', wait)
    assert.deepEqual(cluster.errors('kube-scheduler'), [])
  })

  it('the real kube-controller-manager brings workloads and a namespace to their ends', async function () {
    if (!haveRealPrograms('kube-controller-manager', 'kubectl')) return this.skip()
    cluster = await startMixedCluster('controllers')
    const {kubeconfig, kubectl, pki} = cluster
    cluster.start('kube-controller-manager', ...own(kubeconfig), ...controllerManager(pki))
    await kubectl('wait', '--for=create', 'serviceaccount/default', wait)
    await kubectl('create', 'namespace', 'work')
    await kubectl('-n', 'work', 'wait', '--for=create', 'serviceaccount/default', wait)

    await cluster.create(workload('apps/v1', 'Deployment', {replicas: 2}), statefulSet, job)

    await kubectl('-n', 'work', 'rollout', 'status', 'deployment/web', wait)
    await kubectl('-n', 'work', 'rollout', 'status', 'statefulset/web', wait)
    await kubectl('-n', 'work', 'wait', '--for=condition=Complete', 'job/web', wait)
    await kubectl('delete', 'namespace', 'work', wait)
    assert.deepEqual(cluster.errors('kube-controller-manager'), [])
  })

  it('kwok plays the nodes', async function () {
    if (!haveRealPrograms('kwok', 'kubectl')) return this.skip()
    cluster = await startMixedCluster('kubelets')
    cluster.start('kwok', '--manage-all-nodes=true')

    await cluster.create(node)
    await cluster.kubectl('create', 'deployment', 'web', '--image=nginx', '--replicas=2')

    await cluster.kubectl('rollout', 'status', 'deployment/web', wait)
    assert.match(await cluster.kubectl('get', 'nodes'), /^worker-1 +Ready/m)
  })
})

/** What components that serve something themselves are told: not to let anyone in from outside. */
const own = (kubeconfig: string): string[] => [
  `--authentication-kubeconfig=${kubeconfig}`,
  `--authorization-kubeconfig=${kubeconfig}`,
  '--bind-address=127.0.0.1',
  '--secure-port=0',
]

function controllerManager(pki: string): string[] {
  const key = join(dirname(pki), 'tokens.key')
  const {privateKey} = generateKeyPairSync('rsa', {modulusLength: 2048})
  writeFileSync(key, privateKey.export({type: 'pkcs1', format: 'pem'}), {mode: 0o600})
  return [
    '--cluster-cidr=10.244.0.0/16',
    '--allocate-node-cidrs=true',
    '--service-cluster-ip-range=10.96.0.0/12',
    `--cluster-signing-cert-file=${pki}/ca.crt`,
    `--cluster-signing-key-file=${pki}/ca.key`,
    `--root-ca-file=${pki}/ca.crt`,
    `--service-account-private-key-file=${key}`,
    '--use-service-account-credentials=true',
  ]
}
