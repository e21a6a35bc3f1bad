import assert from 'node:assert/strict'
import {builtin} from '../../../src/api/builtin-resources.ts'
import {bootstrap, createSystemObjectsKeeper} from '../../../src/cluster/bootstrap/index.ts'
import {startDiscoverableServer} from '../../support/all-controllers.ts'
import {bench, summary} from '../../support/controller-bench.ts'

const options = {caCertificate: 'certificate', address: '172.18.0.2', port: 6443, version: 'v1.34.3'}
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

  it('puts the service kubernetes back', async () => {
    const at = bench()
    const keeper = (context: typeof at.context) => createSystemObjectsKeeper(context, options)
    assert.equal((await at.run(keeper)).length, 8)
    at.api.remove('services', 'default/kubernetes')
    assert.deepEqual(summary(await at.settle()), ['create services default/kubernetes'])
    await at.close()
  })
})
