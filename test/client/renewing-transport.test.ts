import assert from 'node:assert/strict'
import {renewing} from '../../src/client/renewing-transport.ts'
import type {Transport} from '../../src/client/transport.ts'

const answering = (status: number): Transport => ({
  request: async () => ({status, headers: {}, body: {type: 'text', text: ''}}),
  close: async () => {},
})

describe('a transport whose credentials are renewed', () => {
  it('asks with new ones after it was refused, and only then', async () => {
    let renewals = 0
    const transport = renewing(answering(401), async () => {
      renewals++
      return answering(200)
    })
    const ask = async () => (await transport.request({method: 'GET', url: '/api'})).status

    const statuses = [await ask(), await ask(), await ask()]

    assert.deepEqual(statuses, [401, 200, 200])
    assert.equal(renewals, 1)
  })
})
