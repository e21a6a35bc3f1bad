import assert from 'node:assert/strict'
import type {KubeObject} from '../../../src/api/object.ts'
import {startTestApiServer, type TestApiServer} from '../../support/api-server.ts'

describe('Component statuses', () => {
  let api: TestApiServer
  beforeEach(async () => {
    api = await startTestApiServer({
      components: [
        {name: 'scheduler', probe: async () => undefined},
        {name: 'controller-manager', probe: async () => 'connect: connection refused'},
        {name: 'etcd-0', probe: () => Promise.reject(new Error('the disk is gone'))},
      ],
    })
  })
  afterEach(() => api.close())

  it('say how each part answers when it is asked', async () => {
    const {items} = (await api.client.list({group: '', version: 'v1', resource: 'componentstatuses'})) as {
      items: {metadata: {name: string}; conditions: unknown[]}[]
    }

    assert.deepEqual(
      items.map(({metadata, conditions}) => [metadata.name, ...conditions]),
      [
        ['scheduler', {type: 'Healthy', status: 'True', message: 'ok'}],
        ['controller-manager', {type: 'Healthy', status: 'False', message: 'connect: connection refused'}],
        ['etcd-0', {type: 'Healthy', status: 'False', message: 'the disk is gone'}],
      ],
    )
  })

  it('are only those that there are', async () => {
    const answer = await api.send('GET', '/api/v1/componentstatuses/etcd-1')

    assert.equal(answer.status, 404)
    assert.match(JSON.stringify(answer.body), /componentstatus \\"etcd-1\\" not found/)
  })

  for (const [query, expected] of [
    ['labelSelector=a', ''],
    ['labelSelector=!a', 'scheduler controller-manager etcd-0'],
    ['fieldSelector=metadata.name%3Dscheduler', 'scheduler'],
    ['fieldSelector=metadata.name!%3Dscheduler', 'controller-manager etcd-0'],
    ['labelSelector=,', "400 found ',', expected: !, identifier, or 'end of string'"],
    ['fieldSelector=foo%3Db', '400 "foo" is not a known field selector: only "metadata.name", "metadata.namespace"'],
    ['limit=x', '400 strconv.ParseInt: parsing "x": invalid syntax'],
    ['watch=1', '405 watch is not supported on resources of kind "componentstatuses"'],
  ])
    it(`are selected by ${query}`, async () => {
      const {status, body} = await api.send('GET', `/api/v1/componentstatuses?${query}`)
      const {message, items = []} = (body as {object: {message?: string; items?: KubeObject[]}}).object
      const names = items.map(({metadata}) => metadata.name).join(' ')

      assert.equal(message ? `${status} ${message}` : names, expected)
    })
})
