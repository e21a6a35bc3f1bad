import assert from 'node:assert/strict'
import {connectionPair} from '../../../../../src/cluster/containers/connection.ts'
import {httpListener} from '../../../../../src/cluster/containers/simulated/network/http-text.ts'
import {tlsListener} from '../../../../../src/cluster/containers/simulated/network/tls-listener.ts'
import {podHttp, secured} from '../../../../../src/cluster/kubelet/pod-http.ts'
import {PemMemory, Pki} from '../../../../../src/cluster/pki/index.ts'

const {certificate, key} = new Pki(new PemMemory(), Date.now).server()
const keyPair = async () => ({cert: certificate, key})
const echo = httpListener(async ({method, path, body}) => ({status: 200, body: `${method} ${path} ${body}`}))
const request = {method: 'POST', path: '/a', headers: {host: 'web'}, body: Buffer.from('hello')}
const peer = {ip: '10.244.1.2'}

describe('a listener behind TLS', () => {
  it('is spoken to over TLS', async () => {
    const {client, server} = connectionPair()
    tlsListener(keyPair, echo).accept(server, peer)

    const {status, body} = await podHttp(secured(client), request)

    assert.deepEqual([status, Buffer.from(body).toString()], [200, 'POST /a hello'])
  })

  it('says nothing to who speaks plainly', async () => {
    const {client, server} = connectionPair()
    tlsListener(keyPair, echo).accept(server, peer)

    const {body} = await podHttp(client, request)

    assert.doesNotMatch(Buffer.from(body).toString(), /hello/)
  })

  it('closes while it has no key pair, and asks again for the next', async () => {
    let asked = 0
    const listener = tlsListener(async () => {
      asked += 1
      if (asked === 1) throw new Error('no such file')
      return keyPair()
    }, echo)
    const [first, second] = [connectionPair(), connectionPair()]

    listener.accept(first.server, peer)
    const before = await podHttp(secured(first.client), request)
    listener.accept(second.server, peer)
    const after = await podHttp(secured(second.client), request)

    assert.deepEqual([before.status, after.status], [502, 200])
  })
})
