import assert from 'node:assert/strict'
import {builtin} from '../../../src/api/builtin-resources.ts'
import type {KubeObject} from '../../../src/api/object.ts'
import {bootstrap} from '../../../src/cluster/bootstrap/index.ts'
import {startControllers, startDiscoverableServer} from '../../support/all-controllers.ts'
import type {TestApiServer} from '../../support/api-server.ts'

const configMaps = {...builtin.configMaps, namespace: 'default'}

describe('garbage collector', () => {
  let server: TestApiServer
  let running: Awaited<ReturnType<typeof startControllers>>
  const make = (name: string, owners: KubeObject[] = [], more: object = {}) =>
    server.client.create<KubeObject>(configMaps, {
      metadata: {
        name,
        ownerReferences: owners.map(({metadata}) => ({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          name: metadata.name,
          uid: metadata.uid,
          ...more,
        })),
      },
    })
  const left = async (): Promise<string[]> => {
    await server.activity.settled()
    const {items} = await server.client.list(configMaps)
    return items.map(({metadata}) => metadata.name!).filter(name => name !== 'kube-root-ca.crt')
  }

  beforeEach(async () => {
    server = await startDiscoverableServer()
    await bootstrap(server.client, {caCertificate: 'c', address: '172.18.0.2', port: 6443, version: 'v1.34.3'})
    running = await startControllers(server)
  })
  afterEach(async () => {
    assert.deepEqual(running.problems, [])
    await running.stop()
    await server.close()
  })

  it('takes dependents of dependents along', async () => {
    const owner = await make('owner')
    await make('grandchild', [await make('child', [owner])])
    await server.client.delete({...configMaps, name: 'owner'})
    assert.deepEqual(await left(), [])
  })

  it('leaves orphans where it is asked to', async () => {
    await make('child', [await make('owner')])
    await server.client.delete({...configMaps, name: 'owner'}, {propagationPolicy: 'Orphan'})
    assert.deepEqual(await left(), ['child'])
    const child = await server.client.get<KubeObject>({...configMaps, name: 'child'})
    assert.deepEqual(child.metadata.ownerReferences ?? [], [])
  })

  it('lets an object live while one of its owners does, without the one that is gone', async () => {
    const [one, two] = [await make('one'), await make('two')]
    await make('child', [one, two])
    await server.client.delete({...configMaps, name: 'one'})
    assert.deepEqual(await left(), ['child', 'two'])
    const child = await server.client.get<KubeObject>({...configMaps, name: 'child'})
    assert.deepEqual(
      child.metadata.ownerReferences?.map(({name}) => name),
      ['two'],
    )
  })

  it('deletes what names an owner that never was', async () => {
    const never = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'never', uid: 'no-such-uid'}}
    await make('child', [never])
    assert.deepEqual(await left(), [])
  })

  it('keeps an owner deleted in the foreground until its dependents are gone', async () => {
    const owner = await make('owner')
    await make('child', [owner], {blockOwnerDeletion: true})
    await server.client.patch({...configMaps, name: 'child'}, 'merge', {metadata: {finalizers: ['example.com/stay']}})
    await server.client.delete({...configMaps, name: 'owner'}, {propagationPolicy: 'Foreground'})
    assert.deepEqual(await left(), ['child', 'owner'])
    await server.client.patch({...configMaps, name: 'child'}, 'merge', {metadata: {finalizers: []}})
    assert.deepEqual(await left(), [])
  })
})
