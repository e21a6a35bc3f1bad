import assert from 'node:assert/strict'
import type {KubeObject} from '../../../src/api/object.ts'
import {isConflict, isNotFound} from '../../../src/api/status-error.ts'
import {startTestApiServer, type TestApiServer} from '../../support/api-server.ts'

const configMaps = {group: '', version: 'v1', resource: 'configmaps', namespace: 'default'}
const pods = {group: '', version: 'v1', resource: 'pods', namespace: 'default'}
const pod = {metadata: {name: 'web'}, spec: {containers: [{name: 'c', image: 'nginx'}]}}

describe('the API server', () => {
  let api: TestApiServer
  beforeEach(async () => {
    api = await startTestApiServer()
  })
  afterEach(() => api.close())

  for (const [path, draft] of [
    [configMaps, {metadata: {name: 'web'}, data: {a: '1'}}],
    [pods, pod],
  ] as const)
    it(`creates, reads, updates and deletes ${path.resource}`, async () => {
      const {client} = api
      const created = await client.create(path, draft)
      assert.equal(created.metadata.name, 'web')
      assert.match(created.metadata.uid ?? '', /^[0-9a-f-]{36}$/)

      assert.deepEqual(await client.get({...path, name: 'web'}), created)
      const listed = await client.list(path)
      assert.deepEqual(
        listed.items.map(item => item.metadata.name),
        ['web'],
      )

      const changed = {...created, metadata: {...created.metadata, labels: {a: 'b'}}}
      const updated = await client.update<KubeObject>({...path, name: 'web'}, changed)
      assert.deepEqual(updated.metadata.labels, {a: 'b'})
      assert.notEqual(updated.metadata.resourceVersion, created.metadata.resourceVersion)
      await assert.rejects(client.update({...path, name: 'web'}, changed), isConflict)

      await client.delete({...path, name: 'web'})
      await assert.rejects(client.get({...path, name: 'web'}), isNotFound)
    })

  it('shows watchers what happens, in order', async () => {
    const {client} = api
    const seen: string[] = []
    const stop = new AbortController()
    await client.create(configMaps, {metadata: {name: 'a'}})
    const watching = (async () => {
      for await (const {type, object} of client.watch(configMaps, {signal: stop.signal}))
        seen.push(`${type} ${object.metadata.name}`)
    })()
    await new Promise(resolve => setImmediate(resolve))

    await client.create(configMaps, {metadata: {name: 'b'}, data: {x: '1'}})
    const b = await client.get<KubeObject>({...configMaps, name: 'b'})
    await client.update({...configMaps, name: 'b'}, {...b, data: {x: '2'}})
    await client.delete({...configMaps, name: 'a'})
    stop.abort()
    await watching

    assert.deepEqual(seen, ['ADDED a', 'ADDED b', 'MODIFIED b', 'DELETED a'])
  })

  it('keeps objects as a real control plane would', async () => {
    await api.client.create(configMaps, {metadata: {name: 'web'}, data: {b: '1', a: '2'}})

    const {kvs} = await api.store.range({key: '/registry/configmaps/default/web'})

    const stored = JSON.parse(String(kvs[0]?.value))
    assert.deepEqual(Object.keys(stored), ['kind', 'apiVersion', 'metadata', 'data'])
    assert.equal(stored.metadata.resourceVersion, undefined)
  })
})
