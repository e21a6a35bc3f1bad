import assert from 'node:assert/strict'
import {builtin} from '../../../src/api/builtin-resources.ts'
import type {Node, Pod} from '../../../src/api/kinds.ts'
import {bootstrap, createStaticPodMirror, createSystemObjectsKeeper} from '../../../src/cluster/bootstrap/index.ts'
import {startDiscoverableServer} from '../../support/all-controllers.ts'
import {bench, summary} from '../../support/controller-bench.ts'

const options = {caCertificate: 'certificate', address: '172.18.0.2', port: 6443, version: 'v1.34.3'}
const node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {name: 'main', labels: {'node-role.kubernetes.io/control-plane': ''}},
  status: {addresses: [{type: 'InternalIP', address: '172.18.0.2'}]},
} as unknown as Node

describe('bootstrap', () => {
  it('makes a cluster once, and leaves it to its users from then on', async () => {
    const server = await startDiscoverableServer()
    const {client, store} = server
    await bootstrap(client, options)
    const coredns = {...builtin.deployments, namespace: 'kube-system', name: 'coredns'}
    assert.equal((await client.get(coredns)).metadata.name, 'coredns')
    const service = await client.get({...builtin.services, namespace: 'kube-system', name: 'kube-dns'})
    assert.equal((service['spec'] as {clusterIP: string}).clusterIP, '10.96.0.10')
    await client.delete(coredns)
    const {revision} = await store.status()
    await bootstrap(client, options)
    assert.equal((await store.status()).revision, revision)
    await server.close()
  })

  it('shows the control plane as pods of its node, and again when one is deleted', async () => {
    const at = bench(['nodes', node])
    const mirror = (context: typeof at.context) => createStaticPodMirror(context, options)
    const names = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map(part => `${part}-main`)
    assert.deepEqual(
      summary(await at.run(mirror)),
      names.map(name => `create pods kube-system/${name}`),
    )
    const [pod] = at.api.all('pods') as Pod[]
    assert.deepEqual(pod?.metadata.labels, {component: 'etcd', tier: 'control-plane'})
    assert.equal(pod?.metadata.ownerReferences?.[0]?.kind, 'Node')
    at.api.remove('pods', 'kube-system/etcd-main')
    assert.deepEqual(summary(await at.settle()), ['create pods kube-system/etcd-main'])
    assert.deepEqual(await at.run(mirror), [])
    await at.close()
  })

  it('puts the service kubernetes back', async () => {
    const at = bench()
    const keeper = (context: typeof at.context) => createSystemObjectsKeeper(context, options)
    assert.equal((await at.run(keeper)).length, 8)
    at.api.remove('services', 'default/kubernetes')
    assert.deepEqual(summary(await at.settle()), ['create services default/kubernetes'])
    await at.close()
  })
})
