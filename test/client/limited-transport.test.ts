import assert from 'node:assert/strict'
import {limited} from '../../src/client/limited-transport.ts'
import type {Transport} from '../../src/client/transport.ts'

const cases = [
  {given: '/api?timeout=32s', expected: '/api?timeout=1m30s'},
  {given: '/api/v1/pods', expected: '/api/v1/pods?timeout=1m30s'},
  {given: '/api/v1/pods?limit=500', expected: '/api/v1/pods?limit=500&timeout=1m30s'},
]

describe('a transport that tells the server how long it may take', () => {
  for (const {given, expected} of cases)
    it(`asks ${expected}`, async () => {
      const asked: string[] = []
      const transport: Transport = {
        async request({url}) {
          asked.push(url)
          return {status: 200, headers: {}, body: {type: 'text', text: ''}}
        },
        close: async () => {},
      }

      await limited(transport, 90_000).request({method: 'GET', url: given})

      assert.deepEqual(asked, [expected])
      assert.equal(limited(transport, 0), transport)
    })
})
