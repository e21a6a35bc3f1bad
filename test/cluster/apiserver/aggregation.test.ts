import assert from 'node:assert/strict'
import {createServer, type Server} from 'node:https'
import type {AddressInfo} from 'node:net'
import {connect, type TLSSocket} from 'node:tls'
import type {AggregatedServer} from '../../../src/cluster/apiserver/aggregation/aggregator.ts'
import type {ServerRequest} from '../../../src/cluster/apiserver/server-request.ts'
import {listenHttps} from '../../../src/cluster/apiserver/transports/https.ts'
import {PemMemory, Pki} from '../../../src/cluster/pki/index.ts'
import type {TestApiServer} from '../../support/api-server.ts'

type Json = Record<string, unknown>

const apiServices = '/apis/apiregistration.k8s.io/v1/apiservices'
const flunders = '/apis/example.com/v1/namespaces/default/flunders'

const listOf = (kind: string) => ({200: {description: 'OK', schema: {$ref: `#/definitions/${kind}`}}})
const namespace = 'io.k8s.api.core.v1.Namespace'
const definitions = {
  Flunder: {properties: {home: {$ref: `#/definitions/${namespace}`}}},
  [namespace]: {description: 'Not what others call so.'},
  Unused: {},
}

const ownResource = {
  name: 'flunders',
  singular: '',
  kind: 'Flunder',
  namespaced: true,
  verbs: ['list'],
  subresources: [],
}
/** A server in the API server's own process. */
const own: AggregatedServer = {
  service: 'default/own',
  group: {name: 'example.com', priority: 1000, versions: [{version: 'v1', resources: [ownResource]}]},
  handle: async () => ({
    status: 200,
    headers: {'content-type': 'application/json'},
    body: {type: 'object', object: {kind: 'FlunderList', items: [], from: 'own'}},
  }),
}

interface Seen {
  url: string
  headers: Record<string, string | string[] | undefined>
  client: string | string[] | undefined
}

describe('aggregated API servers', () => {
  const pki = new Pki(new PemMemory(), Date.now)
  let api: TestApiServer
  let server: Server
  let seen: Seen[]
  let broken: boolean
  let stop: () => void
  let answered: typeof import('../../support/custom-server.ts').answered
  let startAggregatingServer: typeof import('../../support/aggregating-server.ts').startAggregatingServer

  before(async () => {
    ;({answered} = await import('../../support/custom-server.ts'))
    ;({startAggregatingServer} = await import('../../support/aggregating-server.ts'))
    const {certificate: cert, key} = pki.server(['flunder.default.svc'])
    server = createServer({cert, key, requestCert: true, rejectUnauthorized: false}, (request, response) => {
      const {url = '', headers} = request
      seen.push({url, headers, client: (request.socket as TLSSocket).getPeerCertificate().subject?.CN})
      const resource = {name: 'flunders', singularName: 'flunder', namespaced: true, kind: 'Flunder', verbs: ['list']}
      const resources = {kind: 'APIResourceList', groupVersion: 'example.com/v1', resources: [resource]}
      response.statusCode = broken ? 500 : 200
      response.setHeader('content-type', 'application/json')
      const swagger = {definitions, paths: {[flunders]: {get: {responses: listOf('Flunder')}}, '/other': {get: {}}}}
      const answers: Json = {'/apis/example.com/v1': resources, '/openapi/v2': swagger}
      response.end(JSON.stringify(answers[url] ?? {kind: 'FlunderList', items: []}))
    })
    server.on('upgrade', (request, socket, head) => {
      seen.push({url: request.url ?? '', headers: request.headers, client: undefined})
      socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: shout\r\nX-Accent: loud\r\n\r\nHELLO ',
      )
      const shout = (chunk: Buffer) => socket.write(chunk.toString().toUpperCase())
      if (head.length > 0) shout(head)
      socket.on('data', shout).on('end', () => socket.end())
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  })
  after(() => server.close())
  beforeEach(async () => {
    seen = []
    broken = false
    ;({api, stop} = await startAggregatingServer(pki, [own]))
  })
  afterEach(async () => {
    stop()
    await api.close()
  })

  const port = (): number => (server.address() as AddressInfo).port
  const register = (more: Json = {}) =>
    answered(api, 'POST', apiServices, {
      metadata: {name: 'v1.example.com'},
      spec: {
        group: 'example.com',
        version: 'v1',
        groupPriorityMinimum: 1000,
        versionPriority: 15,
        caBundle: Buffer.from(pki.ca().certificate).toString('base64'),
        service: {namespace: 'default', name: 'flunder', port: port()},
        ...more,
      },
    })
  const serve = (spec: Json) =>
    answered(api, 'POST', '/api/v1/namespaces/default/services', {metadata: {name: 'flunder'}, spec})
  const serveElsewhere = () => serve({type: 'ExternalName', externalName: 'localhost'})
  const condition = async (): Promise<Json | undefined> => {
    const {body} = await answered(api, 'GET', `${apiServices}/v1.example.com`)
    const [first] = (body['status'] as {conditions?: Json[]}).conditions ?? []
    return first && {status: first['status'], reason: first['reason'], message: first['message']}
  }

  it('hand requests on in the name of who asks', async () => {
    await serveElsewhere()
    await register()

    const {status} = await api.send('GET', `${flunders}?limit=5`)

    const {url, headers, client} = seen.at(-1)!
    assert.equal(status, 200)
    assert.equal(url, `${flunders}?limit=5`)
    assert.deepEqual(
      [headers['x-remote-user'], headers['x-remote-group']],
      ['admin', 'system:masters, system:authenticated'],
    )
    assert.equal(client, 'front-proxy-client')
  })

  it('of this process are there while an APIService names them, and give way to another of their group', async () => {
    const versions = async () =>
      ((await answered(api, 'GET', '/apis')).body['groups'] as Json[]).filter(({name}) => name === 'example.com')
    const list = async () => (await answered(api, 'GET', flunders)).body
    await serveElsewhere()

    const before = [(await versions()).length, (await answered(api, 'GET', flunders)).status]
    await register({service: {namespace: 'default', name: 'own', port: 443}})
    const named = [(await versions()).length, (await list())['from']]
    const found = await condition()
    await answered(api, 'DELETE', `${apiServices}/v1.example.com`)
    const gone = [(await versions()).length, (await answered(api, 'GET', flunders)).status]
    await register()
    const other = [(await versions()).length, (await list())['from'], seen.at(-1)?.url]

    assert.deepEqual(found, {status: 'True', reason: 'Passed', message: 'all checks passed'})
    assert.deepEqual(
      {before, named, gone, other},
      {before: [0, 404], named: [1, 'own'], gone: [0, 404], other: [1, undefined, flunders]},
    )
  })

  it('are found by discovery', async () => {
    await serveElsewhere()
    await register()

    const {body} = await answered(api, 'GET', '/apis/example.com')

    assert.deepEqual(body['versions'], [{groupVersion: 'example.com/v1', version: 'v1'}])
  })

  it('are told of in OpenAPI version 2, by another name where they mean something else by it', async () => {
    await serveElsewhere()
    await register()
    await api.send('GET', flunders)

    const {body} = await api.send('GET', '/openapi/v2')

    const {paths, definitions: all} = JSON.parse(Buffer.from((body as {bytes: Uint8Array}).bytes).toString()) as Record<
      string,
      Json
    >
    assert.deepEqual((paths![flunders] as Json)['get'], {responses: listOf('Flunder')})
    assert.deepEqual(all!['Flunder'], {properties: {home: {$ref: `#/definitions/${namespace}_v2`}}})
    assert.deepEqual(all![`${namespace}_v2`], definitions[namespace])
    assert.deepEqual([paths!['/other'], all!['Unused']], [undefined, undefined])
    assert.ok((all![namespace] as Json)['properties'])
  })

  it('are missed, and nothing else is, while their slices have neither endpoints nor ports', async () => {
    await serve({ports: [{port: port()}]})
    await answered(api, 'POST', '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices', {
      metadata: {name: 'flunder', labels: {'kubernetes.io/service-name': 'flunder'}},
      addressType: 'IPv4',
      endpoints: null,
      ports: null,
    })
    await register()

    const {status} = await api.send('GET', '/apis')

    assert.equal(status, 200)
    assert.deepEqual(await condition(), {
      status: 'False',
      reason: 'MissingEndpoints',
      message: 'endpointslices for service/flunder in "default" have no addresses with port name ""',
    })
  })

  it('speak other protocols with their clients', async () => {
    await serveElsewhere()
    await register()
    await api.send('GET', flunders)
    const {certificate, key} = pki.server([])
    const user = {name: 'jane', groups: ['dev']}
    const handler = {handle: (request: ServerRequest) => api.server.handle({...request, user})}
    const door = await listenHttps(handler, {host: '127.0.0.1', port: 0, certificate, key})

    const client = connect({port: door.port, host: '127.0.0.1', rejectUnauthorized: false})
    client.write(`POST ${flunders}/big/exec?x=1 HTTP/1.1\r\nHost: us\r\nConnection: Upgrade\r\nUpgrade: shout\r\n\r\n`)
    client.write('hey')
    let said = ''
    for await (const chunk of client) {
      said += String(chunk)
      if (said.endsWith('HEY')) client.end()
    }
    await door.stop()

    const {url, headers} = seen.at(-1)!
    assert.match(said, /^HTTP\/1\.1 101 Switching Protocols\r\n/)
    assert.match(said, /x-accent: loud\r\n/)
    assert.ok(said.endsWith('\r\n\r\nHELLO HEY'))
    assert.deepEqual([url, headers['x-remote-user'], headers['upgrade']], [`${flunders}/big/exec?x=1`, 'jane', 'shout'])
  })

  it('are offered by priority, and the newest version first among equals', async () => {
    const spec = {group: 'example.com', groupPriorityMinimum: 1000, service: {namespace: 'default', name: 'none'}}
    for (const [version, versionPriority] of [
      ['v1', 20],
      ['v1beta1', 15],
      ['v2', 15],
      ['v3', 15],
    ] as const)
      await answered(api, 'POST', apiServices, {
        metadata: {name: `${version}.example.com`},
        spec: {...spec, version, versionPriority, insecureSkipTLSVerify: true},
      })

    const {body} = await answered(api, 'GET', '/apis/example.com')

    const versions = (body['versions'] as Json[]).map(({version}) => version)
    assert.deepEqual(versions, ['v1', 'v3', 'v2', 'v1beta1'])
  })

  const checks: {name: string; given: () => Promise<unknown>; expected: () => Json}[] = [
    {
      name: 'there is no service',
      given: async () => undefined,
      expected: () => ({reason: 'ServiceNotFound', message: 'service/flunder in "default" is not present'}),
    },
    {
      name: 'the service has another port',
      given: () => serve({ports: [{port: 1}]}),
      expected: () => ({
        reason: 'ServicePortError',
        message: `service/flunder in "default" is not listening on port ${port()}`,
      }),
    },
    {
      name: 'the service has no endpoints',
      given: () => serve({ports: [{port: port()}]}),
      expected: () => ({
        reason: 'EndpointsNotFound',
        message: 'cannot find endpointslices for service/flunder in "default"',
      }),
    },
    {
      name: 'the server fails',
      given: () => {
        broken = true
        return serveElsewhere()
      },
      expected: () => {
        const url = `https://localhost:${port()}/apis/example.com/v1`
        return {
          reason: 'FailedDiscoveryCheck',
          message: `failing or missing response from ${url}: bad status from ${url}: 500`,
        }
      },
    },
  ]
  for (const {name, given, expected} of checks)
    it(`are not available where ${name}`, async () => {
      await given()
      await register()

      const {status, body} = await api.send('GET', flunders)

      assert.deepEqual(await condition(), {status: 'False', ...expected()})
      assert.deepEqual([status, body], [503, {type: 'text', text: 'service unavailable\n'}])
    })

  it('are available once their checks pass', async () => {
    await register()
    const before = await condition()

    await serveElsewhere()
    await api.send('GET', flunders)

    assert.equal(before?.['reason'], 'ServiceNotFound')
    assert.deepEqual(await condition(), {status: 'True', reason: 'Passed', message: 'all checks passed'})
  })

  it('are not believed with a certificate of somebody else', async () => {
    await serveElsewhere()
    const stranger = new Pki(new PemMemory(), Date.now)
    await register({caBundle: Buffer.from(stranger.ca().certificate).toString('base64')})

    const {status, body} = await api.send('GET', flunders)

    const text =
      'error trying to reach service: tls: failed to verify certificate: x509: certificate signed by unknown authority\n'
    assert.deepEqual([status, body], [503, {type: 'text', text}])
  })
})
