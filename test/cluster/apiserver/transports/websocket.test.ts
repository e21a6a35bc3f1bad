import assert from 'node:assert/strict'
import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import WebSocket from 'ws'
import type {ApiResponse, StreamSession, WatchEvent} from '../../../../src/client/transport.ts'
import {upgrade} from '../../../../src/cluster/apiserver/transports/upgrade.ts'

/** A session in which a command says a line and ends. */
const session = (status: object): StreamSession => ({
  async send() {},
  close() {},
  received: (async function* () {
    yield {channel: 1, data: Buffer.from('hello'), end: false}
    yield {channel: 3, data: Buffer.from(JSON.stringify(status)), end: true}
  })(),
})

const failure = {status: 'Failure', message: 'command terminated with exit code 3'}

async function* chunks(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('one\n')
  yield Buffer.from('two\n')
}
const stream = (): ApiResponse => ({status: 200, headers: {}, body: {type: 'stream', chunks: chunks()}})

describe('WebSocket', () => {
  let server: Server
  let respond: () => ApiResponse
  before(async () => {
    server = createServer()
    server.on('upgrade', (incoming, socket, head) => {
      const {signal} = new AbortController()
      void upgrade({handle: async () => respond()}, {incoming, socket, head, signal})
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  })
  after(() => server.close())

  /** All messages until the server closes; text ones in quotes. */
  const listen = (protocol?: string, path = '/exec'): Promise<string[]> =>
    new Promise((resolve, reject) => {
      const heard: string[] = []
      const socket = new WebSocket(
        `ws://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
        protocol ? [protocol] : [],
      )
      socket.on('message', (data, binary) => heard.push(binary ? String(data) : JSON.stringify(String(data))))
      socket.on('close', () => resolve(heard))
      socket.on('error', reject)
    })

  const sessions: {name: string; protocol: string; status: object; expected: string[]}[] = [
    {
      name: 'v4 tells of success',
      protocol: 'v4.channel.k8s.io',
      status: {status: 'Success'},
      expected: ['\x01hello', '\x03{"status":"Success"}'],
    },
    {
      name: 'the first protocol does not',
      protocol: 'channel.k8s.io',
      status: {status: 'Success'},
      expected: ['\x01hello'],
    },
    {
      name: 'and tells of failure in words',
      protocol: 'channel.k8s.io',
      status: failure,
      expected: ['\x01hello', `\x03${failure.message}`],
    },
  ]
  for (const {name, protocol, status, expected} of sessions)
    it(name, async () => {
      respond = () => ({status: 101, headers: {}, body: {type: 'session', session: session(status)}})

      assert.deepEqual(await listen(protocol), expected)
    })

  it('carries a watch, an event a message', async () => {
    const object = {apiVersion: 'v1', kind: 'Pod', metadata: {name: 'a'}}
    async function* events(): AsyncGenerator<WatchEvent> {
      yield {type: 'ADDED', object} as WatchEvent
      yield {type: 'DELETED', object} as WatchEvent
    }
    respond = () => ({status: 200, headers: {}, body: {type: 'events', events: events()}})

    const heard = await listen()

    assert.deepEqual(
      heard.map(message => JSON.parse(JSON.parse(message))),
      [
        {type: 'ADDED', object},
        {type: 'DELETED', object},
      ],
    )
  })

  it('carries a stream in binary messages, or in text ones that hold base 64', async () => {
    respond = stream

    assert.deepEqual(await listen('binary.k8s.io', '/log'), ['one\n', 'two\n'])
    assert.deepEqual(await listen('base64.binary.k8s.io', '/log'), ['"b25lCg=="', '"dHdvCg=="'])
  })

  it('refuses to carry a stream otherwise', async () => {
    respond = stream

    await assert.rejects(listen('channel.k8s.io', '/log'), /403/)
  })
})
