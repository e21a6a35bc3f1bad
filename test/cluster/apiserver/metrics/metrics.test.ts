import assert from 'node:assert/strict'
import type {JsonObject} from '../../../../src/api/object.ts'
import {idleMetrics} from '../../../../src/cluster/apiserver/metrics/idle-metrics.ts'
import {metricsAnswer, RequestMetrics} from '../../../../src/cluster/apiserver/metrics/index.ts'
import {StoreMetrics} from '../../../../src/cluster/apiserver/metrics/store-metrics.ts'
import {openSqliteStore, type SqliteStore} from '../../../../src/cluster/etcd/index.ts'
import {ClusterClock} from '../../../../src/cluster/runtime/cluster-clock.ts'
import {runtimeMetrics} from '../../../../src/cluster/runtime/metrics/runtime-metrics.ts'
import {startTestApiServer, type TestApiServer} from '../../../support/api-server.ts'

const user = {name: 'admin', groups: ['system:masters']}
const path = '/api/v1/namespaces/default/configmaps'

describe('Metrics', () => {
  let api: TestApiServer
  let store: SqliteStore
  let requests: RequestMetrics
  let etcd: StoreMetrics

  beforeEach(async () => {
    let time = 0
    etcd = new StoreMetrics(() => (time += 10))
    requests = new RequestMetrics(() => (time += 100))
    store = await openSqliteStore({file: ':memory:', clock: new ClusterClock(0)})
    api = await startTestApiServer({store: etcd.measuring(store) as SqliteStore})
    etcd.durations.clear()
  })
  afterEach(() => api.close())

  const ask = (method: 'GET' | 'POST', url: string, body?: JsonObject) =>
    requests.counting(api.server).handle({method, url, user, ...(body && {body})})
  const text = async () => {
    const {body} = await metricsAnswer({requests, store, resources: api.server.resources, etcd})
    return body.type === 'text' ? body.text : ''
  }

  it('count requests and how long they took', async () => {
    await ask('POST', path, {metadata: {name: 'c'}})
    await ask('GET', `${path}/none`)

    const told = await text()

    const create =
      'component="apiserver",dry_run="",group="",resource="configmaps",scope="namespace",subresource="",verb="POST",version="v1"'
    assert.match(told, /apiserver_request_total\{code="201",.*verb="POST".*\} 1\n/)
    assert.match(told, /apiserver_request_total\{code="404",.*verb="GET".*\} 1\n/)
    assert.ok(told.includes(`apiserver_request_duration_seconds_bucket{${create},le="0.1"} 0\n`), told)
    assert.ok(told.includes(`apiserver_request_duration_seconds_bucket{${create},le="0.2"} 1\n`))
    assert.ok(told.includes(`apiserver_request_duration_seconds_count{${create}} 1\n`))
  })

  it('count what the server ended in self-defence, and not what an object refused', async () => {
    const ended = (status: number) => ({status, headers: {}, body: {type: 'text' as const, text: 'enough\n'}})
    const refused = {status: 429, headers: {}, body: {type: 'object' as const, object: {kind: 'Status'}}}
    for (const answer of [ended(429), ended(504), ended(504), refused])
      await requests.counting({handle: async () => answer as never}).handle({method: 'GET', url: path, user})

    const told = (await text()).match(/apiserver_request_terminations_total\{.*/g) ?? []

    assert.deepEqual(
      told.map(line => [/code="(\d+)"/.exec(line)?.[1], /resource="(\w+)"/.exec(line)?.[1], line.slice(-1)]),
      [
        ['429', 'configmaps', '1'],
        ['504', 'configmaps', '2'],
      ],
    )
  })

  it('measure etcd by operation and kind', async () => {
    await ask('POST', path, {metadata: {name: 'c'}})

    assert.ok(
      (await text()).includes(
        'etcd_request_duration_seconds_bucket{group="",operation="create",resource="configmaps",le="0.025"} 1\n',
      ),
    )
  })

  it('count what lasts while it lasts, and the events that it brought', async () => {
    const {body} = await ask('GET', `${path}?watch=1&timeoutSeconds=5`)
    assert.equal(body.type, 'events')
    const events = body.events[Symbol.asyncIterator]()
    await api.send('POST', path, {metadata: {name: 'c'}})
    await events.next()

    const during = await text()
    await events.return?.()
    const after = await text()

    assert.match(during, /apiserver_longrunning_requests\{.*resource="configmaps".*verb="WATCH".*\} 1\n/)
    assert.match(during, /apiserver_watch_events_total\{group="",resource="configmaps",version="v1"\} 1\n/)
    assert.match(after, /apiserver_longrunning_requests\{.*resource="configmaps".*verb="WATCH".*\} 0\n/)
  })

  it('tell how large events were, and how long it took to see all that there was', async () => {
    await api.send('POST', path, {metadata: {name: 'c'}})
    const query = 'watch=1&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan'
    const {body} = await ask('GET', `${path}?${query}&timeoutSeconds=5`)
    assert.equal(body.type, 'events')
    const events = body.events[Symbol.asyncIterator]()

    await events.next()
    await events.next()
    body.sent?.(1500)

    const labels = 'group="",resource="configmaps"'
    const told = await text()
    await events.return?.()
    assert.ok(told.includes(`apiserver_watch_events_sizes_bucket{${labels},version="v1",le="1024"} 0\n`))
    assert.ok(told.includes(`apiserver_watch_events_sizes_bucket{${labels},version="v1",le="2048"} 1\n`))
    assert.match(
      told,
      /apiserver_watch_list_duration_seconds_count\{group="",resource="configmaps",scope="namespace",version="v1"\} 1\n/,
    )
  })
})

describe("Go's and idle metrics", () => {
  it('are there under their names, numbers as Go writes them', () => {
    const names = [...runtimeMetrics().matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name]) => name)
    assert.ok(
      ['go_info', 'go_goroutines', 'go_memstats_alloc_bytes', 'go_memstats_sys_bytes'].every(name =>
        names.includes(name),
      ),
    )

    const idle = idleMetrics().split('\n')
    assert.ok(idle.includes('hidden_metrics_total 0'))
    assert.ok(idle.includes('rest_client_exec_plugin_certificate_rotation_age_bucket{le="2.592e+06"} 0'))
  })
})
