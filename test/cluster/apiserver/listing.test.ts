import assert from 'node:assert/strict'
import type {KubeList} from '../../../src/api/object.ts'
import {StatusError} from '../../../src/api/status-error.ts'
import type {WatchEvent} from '../../../src/client/transport.ts'
import {startTestApiServer, type TestApiServer} from '../../support/api-server.ts'

const configMaps = {group: '', version: 'v1', resource: 'configmaps', namespace: 'default'}
const names = (list: KubeList) => list.items.map(item => item.metadata.name)

describe('lists and watches', () => {
  let api: TestApiServer
  before(async () => {
    api = await startTestApiServer()
    for (const name of ['a', 'b', 'c', 'd'])
      await api.client.create(configMaps, {metadata: {name, labels: {odd: String(name === 'a' || name === 'c')}}})
  })
  after(() => api.close())

  it('pages at one revision, whatever happens in between', async () => {
    const first = await api.client.list(configMaps, {limit: 2})
    await api.client.create(configMaps, {metadata: {name: 'bb'}})
    const second = await api.client.list(configMaps, {limit: 2, continue: first.metadata.continue})
    await api.client.delete({...configMaps, name: 'bb'})

    assert.deepEqual([...names(first), ...names(second)], ['a', 'b', 'c', 'd'])
    assert.equal(first.metadata.remainingItemCount, 2)
    assert.equal(second.metadata.continue, undefined)
    assert.equal(second.metadata.resourceVersion, first.metadata.resourceVersion)
  })

  it('offers to go on inconsistently once the revision of a page is compacted', async () => {
    const first = await api.client.list(configMaps, {limit: 2})
    await api.client.create(configMaps, {metadata: {name: 'late'}})
    await api.store.compact((await api.store.status()).revision)
    const error = await api.client.list(configMaps, {limit: 2, continue: first.metadata.continue}).then(
      () => assert.fail('expected a 410'),
      (reason: unknown) => reason,
    )
    assert.ok(error instanceof StatusError && error.code === 410)
    const rest = await api.client.list(configMaps, {limit: 5, continue: error.status.metadata.continue})
    await api.client.delete({...configMaps, name: 'late'})

    assert.deepEqual(names(rest), ['c', 'd', 'late'])
  })

  it('fills pages with what a selector wants, without counting the rest', async () => {
    const page = await api.client.list(configMaps, {limit: 1, labelSelector: 'odd=true'})
    const next = await api.client.list(configMaps, {
      limit: 1,
      labelSelector: 'odd=true',
      continue: page.metadata.continue,
    })

    assert.deepEqual([names(page), names(next)], [['a'], ['c']])
    assert.equal(page.metadata.remainingItemCount, undefined)
  })

  it('answers the same from the cache as from the store', async () => {
    const stored = await api.client.list(configMaps)
    await collect(await watch('watch=true'))
    const cached = await api.client.list(configMaps)

    assert.deepEqual(names(cached), names(stored))
    assert.equal(cached.metadata.resourceVersion, stored.metadata.resourceVersion)
  })

  it('shows objects that come into a selection as added and those that leave it as deleted', async () => {
    const events = await watch('watch=true&labelSelector=odd%3Dtrue')
    await api.client.patch({...configMaps, name: 'b'}, 'merge', {metadata: {labels: {odd: 'true'}}})
    await api.client.patch({...configMaps, name: 'b'}, 'merge', {metadata: {labels: {odd: 'false'}}})
    const seen = await collect(events)

    assert.deepEqual(
      seen.map(({type, object}) => `${type} ${object.metadata.name}`),
      ['ADDED a', 'ADDED c', 'ADDED b', 'DELETED b'],
    )
  })

  it('replays what happened since a revision', async () => {
    const {metadata} = await api.client.list(configMaps)
    await api.client.create(configMaps, {metadata: {name: 'new'}})
    await api.client.delete({...configMaps, name: 'new'})
    const seen = await collect(await watch(`watch=true&resourceVersion=${metadata.resourceVersion}`))

    assert.deepEqual(
      seen.map(({type, object}) => `${type} ${object.metadata.name}`),
      ['ADDED new', 'DELETED new'],
    )
  })

  it('answers whole what may come from the cache, whatever the limit', async () => {
    const {items, metadata} = await api.client.list(configMaps, {limit: 1, resourceVersion: '0'})

    assert.ok(items.length > 1)
    assert.equal(metadata.continue, undefined)
  })

  it("makes tokens as kube-apiserver's cache does, and takes those without a slash", async () => {
    const {metadata} = await api.client.list(configMaps, {limit: 1})
    const token = JSON.parse(Buffer.from(metadata.continue!, 'base64url').toString())
    const bare = Buffer.from(JSON.stringify({...token, start: token.start.slice(1)})).toString('base64url')
    const [next, same] = [
      await api.client.list(configMaps, {limit: 1, continue: metadata.continue}),
      await api.client.list(configMaps, {limit: 1, continue: bare}),
    ]

    assert.equal(token.start, '/a\0')
    assert.deepEqual([names(next), names(same)], [['b'], ['b']])
  })

  it('tells nothing yet to a watch from a revision that is to come', async () => {
    const events = await watch('watch=true&resourceVersion=99999999')
    await api.client.patch({...configMaps, name: 'b'}, 'merge', {metadata: {labels: {odd: 'false'}}})

    assert.deepEqual(await collect(events), [])
  })

  it('begins now where no initial events are wanted', async () => {
    const events = await watch('watch=true&sendInitialEvents=false&resourceVersionMatch=NotOlderThan')
    await api.client.patch({...configMaps, name: 'b'}, 'merge', {data: {now: 'yes'}})
    const seen = await collect(events)

    assert.deepEqual(
      seen.map(({type, object}) => `${type} ${object.metadata.name}`),
      ['MODIFIED b'],
    )
  })

  it('refuses to continue a watch', async () => {
    const {status} = await api.send('GET', '/api/v1/namespaces/default/configmaps?watch=true&continue=x')

    assert.equal(status, 422)
  })

  it('tells a watch from a compacted revision that it is too old', async () => {
    const {metadata} = await api.client.list(configMaps)
    await api.client.patch({...configMaps, name: 'a'}, 'merge', {data: {x: '1'}})
    await api.store.compact((await api.store.status()).revision)
    const old = Number(metadata.resourceVersion) - 5
    const secrets = await api.send('GET', `/api/v1/namespaces/default/secrets?watch=true&resourceVersion=${old}`)
    assert.ok(secrets.body.type === 'events')
    const seen = await collect(secrets.body.events)

    assert.equal(seen[0]?.type, 'ERROR')
    assert.equal(seen[0]?.object['code'], 410)
    assert.match(String(seen[0]?.object['message']), new RegExp(`^too old resource version: ${old} \\([1-9]\\d*\\)$`))
  })

  it('marks the end of the initial events with a bookmark', async () => {
    const query = 'watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true'
    const seen = await collect(await watch(query))

    assert.deepEqual(
      seen.map(({type}) => type),
      ['ADDED', 'ADDED', 'ADDED', 'ADDED', 'BOOKMARK'],
    )
    assert.equal(seen[4]?.object.metadata.annotations?.['k8s.io/initial-events-end'], 'true')
  })

  async function watch(query: string): Promise<AsyncIterable<WatchEvent>> {
    const {body} = await api.send('GET', `/api/v1/namespaces/default/configmaps?timeoutSeconds=1&${query}`)
    assert.ok(body.type === 'events')
    return body.events
  }

  /** What a watch shows until it times out. */
  async function collect(events: AsyncIterable<WatchEvent>): Promise<WatchEvent[]> {
    const seen: WatchEvent[] = []
    const reading = (async () => {
      for await (const event of events) seen.push(event)
    })()
    await api.clock.advance(api.clock.now() + 2 * 3600_000, async () => undefined)
    await reading
    return seen
  }
})
