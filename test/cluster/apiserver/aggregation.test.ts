import assert from 'node:assert/strict'
import {createServer, type Server} from 'node:https'
import type {AddressInfo} from 'node:net'
import type {TLSSocket} from 'node:tls'
import {PemMemory, Pki} from '../../../src/cluster/pki/index.ts'
import type {TestApiServer} from '../../support/api-server.ts'

type Json = Record<string, unknown>

const apiServices = '/apis/apiregistration.k8s.io/v1/apiservices'
const flunders = '/apis/example.com/v1/namespaces/default/flunders'

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
      response.end(JSON.stringify(url === '/apis/example.com/v1' ? resources : {kind: 'FlunderList', items: []}))
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  })
  after(() => server.close())
  beforeEach(async () => {
    seen = []
    broken = false
    ;({api, stop} = await startAggregatingServer(pki))
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

  it('are found by discovery', async () => {
    await serveElsewhere()
    await register()

    const {body} = await answered(api, 'GET', '/apis/example.com')

    assert.deepEqual(body['versions'], [{groupVersion: 'example.com/v1', version: 'v1'}])
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
