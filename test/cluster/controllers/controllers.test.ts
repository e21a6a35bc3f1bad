import assert from 'node:assert/strict'
import {builtin} from '../../../src/api/builtin-resources.ts'
import type {Deployment, EndpointSlice, Endpoints} from '../../../src/api/kinds.ts'
import {bootstrap} from '../../../src/cluster/bootstrap/index.ts'
import {runAllPods, startControllers, startDiscoverableServer} from '../../support/all-controllers.ts'
import type {TestApiServer} from '../../support/api-server.ts'

const options = {caCertificate: 'certificate', address: '172.18.0.2', port: 6443, version: 'v1.34.3'}

const revision = async ({store}: TestApiServer): Promise<number> => (await store.status()).revision

describe('all controllers on an API server', () => {
  let server: TestApiServer
  beforeEach(async () => {
    server = await startDiscoverableServer()
    await bootstrap(server.client, options)
  })
  afterEach(() => server.close())

  it('settle a fresh cluster, and write nothing when started again', async () => {
    const first = await startControllers(server)
    assert.deepEqual(first.problems, [])
    await first.stop()
    const settled = await revision(server)
    const second = await startControllers(server)
    await second.stop()
    assert.equal(await revision(server), settled)
    const accounts = await server.client.list({...builtin.serviceAccounts, namespace: 'default'})
    assert.deepEqual(
      accounts.items.map(account => account.metadata.name),
      ['default'],
    )
    await server.client.get({...builtin.configMaps, namespace: 'default', name: 'kube-root-ca.crt'})
  })

  it('roll a deployment out to its endpoints and take all of it away with it', async () => {
    const {client, activity} = server
    const running = await startControllers(server)
    const labels = {app: 'web'}
    const template = {metadata: {labels}, spec: {containers: [{name: 'c', image: 'nginx'}]}}
    const spec = {replicas: 2, selector: {matchLabels: labels}, template}
    const namespace = 'default'
    await client.create({...builtin.deployments, namespace}, {metadata: {name: 'web'}, spec})
    await client.create(
      {...builtin.services, namespace},
      {metadata: {name: 'web'}, spec: {selector: labels, ports: [{port: 80}]}},
    )
    await activity.settled()
    await runAllPods(server, namespace)

    const web = await client.get<Deployment>({...builtin.deployments, namespace, name: 'web'})
    assert.equal(web.status?.availableReplicas, 2)
    assert.equal(web.metadata.annotations?.['deployment.kubernetes.io/revision'], '1')
    const endpoints = await client.get<Endpoints>({...builtin.endpoints, namespace, name: 'web'})
    assert.equal(endpoints.subsets?.[0]?.addresses?.length, 2)
    const slices = await client.list<EndpointSlice>({...builtin.endpointSlices, namespace})
    assert.deepEqual(slices.items.map(slice => slice.endpoints.length).sort(), [1, 2])

    await client.delete({...builtin.deployments, namespace, name: 'web'}, {propagationPolicy: 'Foreground'})
    await activity.settled()
    const left = await Promise.all(
      [builtin.deployments, builtin.replicaSets, builtin.pods].map(resource => client.list({...resource, namespace})),
    )
    assert.deepEqual(
      left.map(({items}) => items.length),
      [0, 0, 0],
    )
    assert.deepEqual(running.problems, [])
    await running.stop()
  })

  it('empty a namespace before it goes', async () => {
    const {client, activity} = server
    const running = await startControllers(server)
    await client.create(builtin.namespaces, {metadata: {name: 'team'}})
    await client.create({...builtin.configMaps, namespace: 'team'}, {metadata: {name: 'settings'}})
    await activity.settled()
    await client.delete({...builtin.namespaces, name: 'team'})
    await activity.settled()
    const {items} = await client.list(builtin.namespaces)
    assert.ok(!items.some(({metadata}) => metadata.name === 'team'))
    assert.deepEqual(running.problems, [])
    await running.stop()
  })

  it('keep a class of volume attributes as long as a claim names it', async () => {
    const {client, activity} = server
    const running = await startControllers(server)
    const claims = {...builtin.persistentVolumeClaims, namespace: 'default'}
    const classes = builtin.volumeAttributesClasses
    await client.create(classes, {metadata: {name: 'fast'}, driverName: 'disks.example.com', parameters: {iops: '100'}})
    await client.create(claims, {
      metadata: {name: 'data'},
      spec: {
        accessModes: ['ReadWriteOnce'],
        volumeAttributesClassName: 'fast',
        resources: {requests: {storage: '1Gi'}},
      },
    })
    await activity.settled()

    await client.delete({...classes, name: 'fast'})
    await activity.settled()
    const whileUsed = await client.list(classes)
    await client.delete({...claims, name: 'data'})
    await activity.settled()

    assert.equal(whileUsed.items.length, 1)
    assert.deepEqual((await client.list(classes)).items, [])
    assert.deepEqual(running.problems, [])
    await running.stop()
  })
})
