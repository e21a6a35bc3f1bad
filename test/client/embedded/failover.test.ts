import assert from 'node:assert/strict'
import {ConnectionError} from '../../../src/client/connection-error.ts'
import {failingOver} from '../../../src/client/embedded/failover.ts'
import type {ApiRequest, Transport} from '../../../src/client/transport.ts'

const answering = (text: string): Transport => ({
  request: async () => ({status: 200, headers: {}, body: {type: 'text', text}}),
  close: async () => {},
})

const failing = (code: string): Transport => ({
  async request({method, url}) {
    throw new ConnectionError({method, url, why: code, code})
  },
  close: async () => {},
})

describe('a way through another command’s cluster', () => {
  const cases: {name: string; code: string; method: ApiRequest['method']; goesOn: boolean}[] = [
    {name: 'goes on elsewhere when nobody listens any more', code: 'ECONNREFUSED', method: 'DELETE', goesOn: true},
    {name: 'goes on elsewhere when the socket is gone', code: 'ENOENT', method: 'POST', goesOn: true},
    {name: 'goes on elsewhere when the request could not be sent', code: 'EPIPE', method: 'PATCH', goesOn: true},
    {name: 'asks again what only reads', code: 'ECONNRESET', method: 'GET', goesOn: true},
    {name: 'does not write twice', code: 'ECONNRESET', method: 'POST', goesOn: false},
    {name: 'takes other failures as they are', code: 'ETIMEDOUT', method: 'GET', goesOn: false},
  ]
  for (const {name, code, method, goesOn} of cases)
    it(name, async () => {
      const open = failingOver(failing(code), async () => ({transport: answering('other'), close: async () => {}}))

      const answer = open.transport!.request({method, url: '/api'})

      if (goesOn) assert.deepEqual((await answer).body, {type: 'text', text: 'other'})
      else await assert.rejects(answer, {code})
    })

  it('opens the other cluster once, and closes it', async () => {
    const done: string[] = []
    const open = failingOver(failing('ECONNREFUSED'), async () => {
      done.push('open')
      return {transport: answering('other'), close: async () => void done.push('close')}
    })

    await open.transport!.request({method: 'GET', url: '/api'})
    await open.transport!.request({method: 'GET', url: '/api'})
    await open.close()

    assert.deepEqual(done, ['open', 'close'])
  })
})
