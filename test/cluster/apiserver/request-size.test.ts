import assert from 'node:assert/strict'
import type {JsonObject} from '../../../src/api/object.ts'
import {startTestApiServer, type TestApiServer} from '../../support/api-server.ts'

describe("What is larger than etcd's requests may be", () => {
  let api: TestApiServer
  beforeEach(async () => {
    api = await startTestApiServer()
  })
  afterEach(() => api.close())

  const cases = [
    {letters: 1_400_000, expected: {status: 201, message: undefined}},
    {letters: 1_600_000, expected: {status: 500, message: 'etcdserver: request is too large'}},
    {
      letters: 2_200_000,
      expected: {
        status: 500,
        message:
          /^rpc error: code = ResourceExhausted desc = trying to send message larger than max \(22\d+ vs. 2097152\)$/,
      },
    },
  ]
  for (const {letters, expected} of cases) {
    it(`is refused in etcd's words, or taken: ${letters} letters`, async () => {
      const answer = await api.send('POST', '/apis/apps/v1/namespaces/default/controllerrevisions', {
        metadata: {name: 'big'},
        revision: 1,
        data: {a: 'x'.repeat(letters)},
      })

      assert.equal(answer.status, expected.status, JSON.stringify(answer.body).slice(0, 500))
      const {message} = (answer.body as {object: JsonObject}).object as {message?: string}
      if (expected.message instanceof RegExp) assert.match(message ?? '', expected.message)
      else assert.equal(message, expected.message)
    })
  }
})
