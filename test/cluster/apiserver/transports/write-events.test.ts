import assert from 'node:assert/strict'
import {once} from 'node:events'
import {createServer} from 'node:http'
import {type AddressInfo, connect} from 'node:net'
import type {WatchEvent} from '../../../../src/client/transport.ts'
import {writeEvents} from '../../../../src/cluster/apiserver/transports/write-events.ts'

const event = (name: string): WatchEvent => ({
  type: 'ADDED',
  object: {kind: 'ConfigMap', apiVersion: 'v1', metadata: {name}},
})
const line = (name: string) =>
  `{"type":"ADDED","object":{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"${name}"}}}\n`

/** What a client that says this gets of two events, byte for byte, after the headers; and what the writer counted. */
async function watched(request: string): Promise<{head: string; body: string; counted: number; sizes: number[]}> {
  let counted = -1
  const sizes: number[] = []
  const server = createServer(async (_, outgoing) => {
    outgoing.writeHead(200, {'content-type': 'application/json'})
    outgoing.flushHeaders()
    const events = async function* () {
      yield event('ä')
      yield event('b')
    }
    const body = {events: events(), sent: (bytes: number) => void sizes.push(bytes)}
    counted = await writeEvents(outgoing, body, new AbortController().signal)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  let text = ''
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  socket.write(request)
  await once(socket, 'close')
  server.close()
  const [head = '', ...rest] = text.split('\r\n\r\n')
  return {head, body: rest.join('\r\n\r\n'), counted, sizes}
}

describe('writeEvents', () => {
  const bytes = Buffer.byteLength(line('ä') + line('b'))

  it('sends a chunk for each event, and ends them', async () => {
    const {head, body, counted, sizes} = await watched('GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n')

    const chunk = (name: string) => `${Buffer.byteLength(line(name)).toString(16)}\r\n${line(name)}\r\n`
    assert.match(head, /\r\nTransfer-Encoding: chunked/i)
    assert.equal(body, `${chunk('ä')}${chunk('b')}0\r\n\r\n`)
    assert.equal(counted, bytes)
    assert.deepEqual(sizes, [Buffer.byteLength(line('ä')), line('b').length])
  })

  it('sends bare lines to who knows no chunks', async () => {
    const {head, body, counted} = await watched('GET / HTTP/1.0\r\n\r\n')

    assert.doesNotMatch(head, /Transfer-Encoding/i)
    assert.equal(body, line('ä') + line('b'))
    assert.equal(counted, bytes)
  })
})
