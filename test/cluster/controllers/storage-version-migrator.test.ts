import assert from 'node:assert/strict'
import {builtin} from '../../../src/api/builtin-resources.ts'
import {createEncryption} from '../../../src/cluster/apiserver/encryption/transformers.ts'
import {createStorageVersionMigrator} from '../../../src/cluster/controllers/storage-version-migrator/index.ts'
import type {Migration} from '../../../src/cluster/controllers/storage-version-migrator/migration.ts'
import {openSqliteStore, type SqliteStore} from '../../../src/cluster/etcd/index.ts'
import {builtInResources} from '../../../src/cluster/resources/index.ts'
import {resourcesOffByDefault} from '../../../src/cluster/resources/off-by-default.ts'
import {createEventRecorder} from '../../../src/cluster/runtime/api-event-recorder.ts'
import {ClusterClock} from '../../../src/cluster/runtime/cluster-clock.ts'
import type {Component} from '../../../src/cluster/runtime/component.ts'
import type {InformerFactory} from '../../../src/cluster/runtime/informer.ts'
import {createInformerFactory} from '../../../src/cluster/runtime/informer-factory.ts'
import {silent} from '../../../src/cluster/runtime/logger.ts'
import {startDiscoverableServer} from '../../support/all-controllers.ts'
import {type TestApiServer, testTime} from '../../support/api-server.ts'
import {stillTime} from '../../support/still-time.ts'

const encryptedWith = (name: string) =>
  createEncryption(
    {
      resources: [
        {
          resources: ['secrets'],
          providers: [
            {
              aescbc: {
                keys: [name, 'one'].map(each => ({name: each, secret: Buffer.alloc(32, each).toString('base64')})),
              },
            },
          ],
        },
      ],
    },
    stillTime,
  )

describe('the storage version migrator', () => {
  let store: SqliteStore
  let api: TestApiServer
  let informers: InformerFactory
  let controller: Component
  const stops: (() => void)[] = []

  /** Another API server on the same store, as after a restart, and its controller. */
  const serve = async (key: string, offByDefault = resourcesOffByDefault) => {
    api = await startDiscoverableServer({
      store,
      definitions: [...builtInResources, ...offByDefault],
      encryption: encryptedWith(key),
    })
    stops.push(() => api.server.stop())
  }
  const run = async () => {
    const {client, clock, activity, random} = api
    informers = createInformerFactory({client, clock, activity, log: silent})
    const events = createEventRecorder({client, clock, random, activity, log: silent})
    controller = createStorageVersionMigrator({client, informers, clock, random, activity, events, log: silent})
    await controller.start()
  }
  const wish = (group: string, version: string, resource: string) =>
    api.client.create(builtin.storageVersionMigrations, {
      metadata: {name: 'm'},
      spec: {resource: {group, version, resource}},
    })
  const conditions = async () => {
    await api.activity.settled()
    const {status} = await api.client.get<Migration>({...builtin.storageVersionMigrations, name: 'm'})
    return (status?.conditions ?? []).map(({type, status: value, message}) => [type, value, message].join(' ').trim())
  }
  const raw = async (key: string) => Buffer.from((await store.range({key})).kvs[0]!.value as string).toString('latin1')
  const finished = ['Running False', 'Succeeded True']

  beforeEach(async () => {
    store = await openSqliteStore({file: ':memory:', clock: new ClusterClock(testTime)})
    await serve('one')
    await api.client.create(builtin.namespaces, {metadata: {name: 'default'}})
  })
  afterEach(async () => {
    await controller.stop()
    await informers.stop()
    for (const stop of stops.splice(0)) stop()
    await store.close()
  })

  it('encrypts what was stored with an older key', async () => {
    const secrets = {...builtin.secrets, namespace: 'default'}
    await api.client.create(secrets, {metadata: {name: 's'}, stringData: {a: 'b'}})
    const before = await api.client.get({...secrets, name: 's'})
    await serve('two')
    await run()

    await wish('', 'v1', 'secrets')

    assert.deepEqual(await conditions(), finished)
    assert.match(await raw('/registry/secrets/default/s'), /^k8s:enc:aescbc:v1:two:/)
    const {metadata, ...rest} = await api.client.get({...secrets, name: 's'})
    assert.deepEqual({metadata: {...metadata, resourceVersion: before.metadata.resourceVersion}, ...rest}, before)
  })

  it('stores custom resources in the version that their definition stores now', async () => {
    const definition = (stored: string) => ({
      metadata: {name: 'things.example.com'},
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: {plural: 'things', kind: 'Thing'},
        versions: ['v1', 'v2'].map(name => ({
          name,
          served: true,
          storage: name === stored,
          schema: {openAPIV3Schema: {type: 'object', 'x-kubernetes-preserve-unknown-fields': true}},
        })),
      },
    })
    const things = {group: 'example.com', version: 'v1', resource: 'things', namespace: 'default'}
    await api.client.create(builtin.customResourceDefinitions, definition('v1'))
    await api.activity.settled()
    await api.client.create(things, {apiVersion: 'example.com/v1', kind: 'Thing', metadata: {name: 't'}, a: 1})
    await api.client.patch(
      {...builtin.customResourceDefinitions, name: 'things.example.com'},
      'merge',
      definition('v2'),
    )
    await api.activity.settled()
    assert.match(await raw('/registry/example.com/things/default/t'), /"apiVersion":"example.com\/v1"/)
    await run()

    await wish('example.com', 'v1', 'things')

    assert.deepEqual(await conditions(), finished)
    assert.match(await raw('/registry/example.com/things/default/t'), /"apiVersion":"example.com\/v2"/)
  })

  it('leaves alone what is stored as it would be today', async () => {
    const maps = {...builtin.configMaps, namespace: 'default'}
    const before = await api.client.create(maps, {metadata: {name: 'c'}, data: {a: 'b'}})
    await run()

    await wish('', 'v1', 'configmaps')

    assert.deepEqual(await conditions(), finished)
    assert.deepEqual(await api.client.get({...maps, name: 'c'}), before)
  })

  it('gives up on what the garbage collector knows nothing of', async () => {
    await run()

    await wish('', 'v1', 'events')

    assert.deepEqual(await conditions(), [])
    await api.clock.advance(api.clock.now() + 61_000, () => api.activity.settled())
    assert.deepEqual(await conditions(), ['Failed True resource not found'])
  })

  it('waits for a kind that is not there', async () => {
    await run()

    await wish('example.com', 'v1', 'things')

    await api.clock.advance(api.clock.now() + 600_000, () => api.activity.settled())
    assert.deepEqual(await conditions(), [])
  })

  it('starts where its kind is not served, so that nobody waits for it', async () => {
    await serve('one', [])

    await run()

    assert.equal(informers.informer(builtin.storageVersionMigrations).size, 0)
  })
})
