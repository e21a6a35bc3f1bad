import assert from 'node:assert/strict'
import {
  chooseSubprotocol,
  decodeMessage,
  encodeMessage,
} from '../../../../src/cluster/apiserver/transports/websocket/subprotocol.ts'

describe('the subprotocols of WebSocket streams', () => {
  const table = [
    {
      name: 'the first that the client offers and the server knows',
      given: ['x', 'v4.channel.k8s.io'],
      expected: 'v4.channel.k8s.io',
    },
    {name: 'plain channels for who offers none', given: [], expected: ''},
    {
      name: 'plain channels for who offers only a token',
      given: ['base64url.bearer.authorization.k8s.io.dG9rZW4'],
      expected: '',
    },
    {name: 'none for who offers only unknown ones', given: ['x'], expected: undefined},
  ]
  for (const {name, given, expected} of table) it(name, () => assert.equal(chooseSubprotocol(given)?.name, expected))

  it('carry a channel and its data, as bytes or as base64', () => {
    for (const name of ['v5.channel.k8s.io', 'base64.channel.k8s.io']) {
      const protocol = chooseSubprotocol([name])!

      const message = Buffer.from(encodeMessage(protocol, 1, Buffer.from('héllo')))

      const decoded = decodeMessage(protocol, message)
      assert.ok(decoded && 'data' in decoded)
      assert.equal(decoded.channel, 1)
      assert.equal(Buffer.from(decoded.data).toString(), 'héllo')
    }
  })

  it('close a channel only in version 5', () => {
    const message = Buffer.of(255, 0)

    assert.deepEqual(decodeMessage(chooseSubprotocol(['v5.channel.k8s.io'])!, message), {close: 0})
    assert.deepEqual(decodeMessage(chooseSubprotocol(['v4.channel.k8s.io'])!, message), {
      channel: 255,
      data: Buffer.of(0),
    })
  })
})
