import assert from 'node:assert/strict'
import {once} from 'node:events'
import {createServer, type Server} from 'node:http'
import {type AddressInfo, createServer as createSocketServer, type Server as SocketServer} from 'node:net'
import {tunnel} from '../../../src/client/proxy/tunnel.ts'

const to = {host: 'kube.example.com', port: 6443}

/** Says what it was asked for instead of leading there. */
const httpProxy = (): Server =>
  createServer().on('connect', (request, socket) => {
    const allowed = request.headers['proxy-authorization'] === `Basic ${Buffer.from('a:b c').toString('base64')}`
    socket.end(allowed ? `HTTP/1.1 200 OK\r\n\r\n${request.url}` : 'HTTP/1.1 403 Forbidden\r\n\r\n')
  })

const socksProxy = (): SocketServer =>
  createSocketServer(socket => {
    const talk = [Buffer.from([5, 0]), Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])]
    socket.on('data', data => {
      socket.write(talk.shift() ?? '')
      if (talk.length === 0) socket.end(`${data.subarray(5, 5 + data[4]!)}:${data.readUInt16BE(5 + data[4]!)}`)
    })
  })

describe('a tunnel through a proxy', () => {
  const http = httpProxy()
  const socks = socksProxy()
  const portOf = (server: Server | SocketServer) => (server.address() as AddressInfo).port
  before(async () => {
    for (const server of [http, socks]) await once(server.listen(0, '127.0.0.1'), 'listening')
  })
  after(() => {
    http.close()
    socks.close()
  })

  for (const [name, proxy] of [
    ['HTTP', () => `http://a:b%20c@127.0.0.1:${portOf(http)}`],
    ['SOCKS', () => `socks5://127.0.0.1:${portOf(socks)}`],
  ] as const)
    it(`is asked for by name of ${name} proxies`, async () => {
      const socket = await tunnel(proxy(), to)

      let text = ''
      for await (const chunk of socket) text += chunk
      assert.equal(text, 'kube.example.com:6443')
    })

  it('may be refused, in the words of the proxy', async () => {
    await assert.rejects(tunnel(`http://127.0.0.1:${portOf(http)}`, to), {name: 'ProxyError', message: 'Forbidden'})
  })

  it('needs a proxy', async () => {
    const gone = createSocketServer().listen(0, '127.0.0.1')
    await once(gone, 'listening')
    const port = portOf(gone)
    await once(gone.close(), 'close')

    await assert.rejects(tunnel(`http://127.0.0.1:${port}`, to), {
      message: `proxyconnect tcp: dial tcp 127.0.0.1:${port}: connect: connection refused`,
      code: 'ECONNREFUSED',
    })
  })
})
