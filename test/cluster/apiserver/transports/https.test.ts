import assert from 'node:assert/strict'
import {once} from 'node:events'
import {mkdtempSync, rmSync, statSync} from 'node:fs'
import {type IncomingMessage, request as send} from 'node:http'
import {connect as connect2} from 'node:http2'
import https from 'node:https'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {connect as connectTls} from 'node:tls'
import {gunzipSync} from 'node:zlib'
import {StatusError} from '../../../../src/api/status-error.ts'
import type {ApiResponse} from '../../../../src/client/transport.ts'
import type {ServerRequest} from '../../../../src/cluster/apiserver/server-request.ts'
import type {ApiListener} from '../../../../src/cluster/apiserver/transports/api-handler.ts'
import {listenHttps} from '../../../../src/cluster/apiserver/transports/https.ts'
import {listenUnixSocket} from '../../../../src/cluster/apiserver/transports/unix-socket.ts'
import {PemMemory, Pki} from '../../../../src/cluster/pki/index.ts'

const pki = new Pki(new PemMemory(), () => performance.timeOrigin + performance.now())
const {certificate, key} = pki.server()
const ca = pki.ca().certificate

/** Text that does not get small when it is compressed. */
const textOf = (index: number): string => (Math.imul(index + 1, 2_654_435_761) >>> 0).toString(36).repeat(30)

interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

describe('the HTTPS transport', () => {
  let listener: ApiListener & {port: number}
  let answer: (request: ServerRequest) => Promise<ApiResponse>
  let seen: ServerRequest[] = []

  beforeEach(async () => {
    seen = []
    const handler = {
      handle: (request: ServerRequest) => {
        seen.push(request)
        return answer(request)
      },
    }
    listener = await listenHttps(handler, {host: '127.0.0.1', port: 0, certificate, key})
  })
  afterEach(() => listener.stop())

  const object = (value: Record<string, unknown>): ApiResponse => ({
    status: 200,
    headers: {'content-type': 'application/json'},
    body: {type: 'object', object: value},
  })

  function ask(options: https.RequestOptions = {}, body?: Buffer | string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = https.request({
        host: '127.0.0.1',
        port: listener.port,
        path: '/api',
        ca,
        agent: false,
        ...options,
      })
      outgoing.on('error', reject)
      outgoing.on('response', async incoming => {
        const parts: Buffer[] = []
        for await (const part of incoming) parts.push(part as Buffer)
        resolve({status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(parts)})
      })
      outgoing.end(body)
    })
  }

  it('hands over what the connection proves, and every value of a repeated header', async () => {
    answer = async () => object({kind: 'Thing'})
    const admin = pki.admin()

    const got = await ask({
      cert: admin.certificate,
      key: admin.key,
      headers: {'Impersonate-User': 'ann', 'Impersonate-Group': ['a,b', 'c']},
    })

    assert.equal(got.body.toString(), '{"kind":"Thing"}\n')
    assert.deepEqual(seen[0]?.headers?.['impersonate-group'], ['a,b', 'c'])
    assert.ok(seen[0]?.certificate?.length)
  })

  it('speaks HTTP/2', async () => {
    answer = async () => object({kind: 'Thing'})
    const session = connect2(listener.address, {ca})

    const stream = session.request({':path': '/api/v1?x=1'})
    const [headers] = (await once(stream, 'response')) as [Record<string, string>]
    const [body] = (await once(stream, 'data')) as [Buffer]

    assert.equal(headers[':status'], 200)
    assert.equal(body.toString(), '{"kind":"Thing"}\n')
    assert.equal(seen[0]?.url, '/api/v1?x=1')
    session.close()
  })

  it('indents for people and speaks YAML', async () => {
    answer = async ({headers}) => ({
      ...object({kind: 'Thing', items: []}),
      headers: {'content-type': String(headers?.['accept'] ?? 'application/json')},
    })

    const curl = await ask({headers: {'user-agent': 'curl/8', accept: 'application/json'}})
    const yaml = await ask({headers: {accept: 'application/yaml'}})

    assert.equal(curl.body.toString(), '{\n  "kind": "Thing",\n  "items": []\n}')
    assert.equal(yaml.body.toString(), 'items: []\nkind: Thing\n')
  })

  it('compresses what is large, for who accepts it', async () => {
    const large = {text: 'a'.repeat(200_000)}
    answer = async () => object(large)

    const plain = await ask()
    const packed = await ask({headers: {'accept-encoding': 'gzip'}})

    assert.equal(plain.headers['content-encoding'], undefined)
    assert.equal(packed.headers['content-encoding'], 'gzip')
    assert.deepEqual(JSON.parse(gunzipSync(packed.body).toString()), large)
  })

  for (const [length, told] of [
    [2048, '2048'],
    [2049, undefined],
  ] as const)
    it(`${told ? 'tells' : 'does not tell'} how long ${length} bytes are, as Go's servers do`, async () => {
      answer = async () => ({status: 200, headers: {}, body: {type: 'text', text: 'a'.repeat(length)}})

      const {headers, body} = await ask()

      assert.equal(headers['content-length'], told)
      assert.equal(headers['transfer-encoding'], told ? undefined : 'chunked')
      assert.equal(body.length, length)
    })

  it('compresses long lists as they are written', async () => {
    const items = Array.from({length: 5000}, (_, index) => ({metadata: {name: `a-${index}`}, text: 'ü'.repeat(100)}))
    answer = async () => object({kind: 'ThingList', items})

    const plain = await ask()
    const packed = await ask({headers: {'accept-encoding': 'deflate, gzip'}})
    const refused = await ask({headers: {'accept-encoding': 'gzip;q=0'}})

    assert.deepEqual([plain.headers['content-encoding'], refused.headers['content-encoding']], [undefined, undefined])
    assert.deepEqual([packed.headers['content-encoding'], packed.headers['vary']], ['gzip', 'Accept-Encoding'])
    assert.deepEqual(JSON.parse(gunzipSync(packed.body).toString()), {kind: 'ThingList', items})
    assert.deepEqual([refused.body, plain.body], [gunzipSync(packed.body), gunzipSync(packed.body)])
  })

  it('compresses long lists over HTTP/2, and gets over clients that leave in the middle', async () => {
    const items = Array.from({length: 5000}, (_, index) => ({metadata: {name: `a-${index}`}, text: textOf(index)}))
    answer = async () => object({kind: 'ThingList', items})
    const session = connect2(listener.address, {ca})
    const list = () => session.request({':path': '/api/v1/things', 'accept-encoding': 'gzip'})

    const leaving = list()
    await once(leaving, 'response')
    leaving.close()
    const stream = list()
    const chunks: Buffer[] = []
    for await (const chunk of stream) chunks.push(chunk as Buffer)

    assert.deepEqual(JSON.parse(gunzipSync(Buffer.concat(chunks)).toString()), {kind: 'ThingList', items})
    session.close()
  })

  it('refuses bodies over 3 MiB with a Status', async () => {
    answer = async ({unreadable}) => {
      if (unreadable) throw unreadable
      return object({})
    }

    const got = await ask({method: 'POST'}, Buffer.alloc(3 * 1024 * 1024 + 1))

    assert.equal(got.status, 413)
    assert.equal(JSON.parse(got.body.toString()).reason, 'RequestEntityTooLarge')
  })

  it('answers failures of the handler as a Status', async () => {
    answer = async () => {
      throw new StatusError({message: 'no', reason: 'Gone', code: 410})
    }

    const got = await ask()

    assert.equal(got.status, 410)
    assert.equal(JSON.parse(got.body.toString()).message, 'no')
  })

  it('survives bytes that are no HTTP', async () => {
    answer = async () => object({})
    const socket = connectTls({host: '127.0.0.1', port: listener.port, ca, ALPNProtocols: ['http/1.1']})
    await once(socket, 'secureConnect')

    socket.write('\x00\x01 nonsense\r\n\r\n')
    const [bytes] = (await once(socket, 'data')) as [Buffer]

    assert.match(bytes.toString(), /^HTTP\/1\.1 400 Bad Request\r\n/)
    assert.equal((await ask()).status, 200)
  })

  it('streams a watch event by event, and ends it when the server stops', async () => {
    let ended = false
    answer = async ({signal}) => ({
      status: 200,
      headers: {},
      body: {
        type: 'events',
        events: (async function* () {
          yield {type: 'ADDED' as const, object: {apiVersion: 'v1', kind: 'Pod', metadata: {name: 'a'}}}
          await once(signal!, 'abort')
          ended = true
        })(),
      },
    })
    const outgoing = https.get({host: '127.0.0.1', port: listener.port, path: '/w', ca, agent: false})
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
    const [first] = (await once(incoming, 'data')) as [Buffer]

    const closed = once(incoming, 'close')
    incoming.on('error', () => undefined)
    await listener.stop()
    await closed

    assert.equal(
      first.toString(),
      '{"type":"ADDED","object":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}}\n',
    )
    assert.ok(ended)
    listener = {...listener, stop: async () => {}}
  })

  it('lets a slow watcher wait instead of remembering for it', async () => {
    let taken = 0
    answer = async ({signal}) => ({
      status: 200,
      headers: {},
      body: {
        type: 'events',
        events: (async function* () {
          const metadata = {name: 'a', annotations: {text: 'x'.repeat(100_000)}}
          while (!signal?.aborted && taken < 2000) {
            taken += 1
            yield {type: 'ADDED' as const, object: {apiVersion: 'v1', kind: 'Pod', metadata}}
          }
        })(),
      },
    })
    const outgoing = https.get({host: '127.0.0.1', port: listener.port, path: '/w', ca, agent: false})
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]

    let before = -1
    while (taken !== before) {
      before = taken
      for (let turn = 0; turn < 200; turn += 1) await new Promise(resolve => setImmediate(resolve))
    }

    assert.ok(taken < 500, `${taken} events were taken`)
    incoming.destroy()
  })
})

describe('the unix socket transport', () => {
  it('is private to its owner, who needs no certificate', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kctl-socket-'))
    const path = join(folder, 'private', 'kctl.sock')
    const users: (string | undefined)[] = []
    const handler = {
      handle: async ({user}: ServerRequest): Promise<ApiResponse> => {
        users.push(user?.name)
        return {status: 200, headers: {}, body: {type: 'text', text: 'ok'}}
      },
    }
    const listener = await listenUnixSocket(handler, {path, user: {name: 'owner', groups: []}})
    const ask = async (headers: Record<string, string>) => {
      const outgoing = send({socketPath: path, path: '/healthz', headers, agent: false}).end()
      const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
      incoming.resume()
      await once(incoming, 'end')
    }

    await ask({})
    await ask({authorization: 'Bearer t'})

    assert.deepEqual(users, ['owner', undefined])
    assert.equal(statSync(path).mode & 0o777, 0o600)
    assert.equal(statSync(join(folder, 'private')).mode & 0o777, 0o700)
    await listener.stop()
    rmSync(folder, {recursive: true})
  })
})
