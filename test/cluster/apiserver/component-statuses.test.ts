import assert from 'node:assert/strict'
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
    const {items} = (await api.client.list({group: '', version: 'v1', resource: 'componentstatuses'})) as never as {
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
  })
})
