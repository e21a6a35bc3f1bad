import assert from 'node:assert/strict'
import {createServer, type Server} from 'node:https'
import type {AddressInfo} from 'node:net'
import {PemMemory, Pki} from '../../../src/cluster/pki/index.ts'
import type {TestApiServer} from '../../support/api-server.ts'

type Json = Record<string, unknown>
interface Review {
  request: {uid: string; operation: string; object: Json & {metadata: Json}; resource: Json; dryRun: boolean}
}

const configurations = '/apis/admissionregistration.k8s.io/v1'
const configMaps = '/api/v1/namespaces/default/configmaps'

describe('admission webhooks', () => {
  const pki = new Pki(new PemMemory(), Date.now)
  let api: TestApiServer
  let server: Server
  let reviews: Review[]
  let respond: (review: Review) => Json

  // Imported as a module, so that what the server loads later belongs to the same modules.
  let startTestApiServer: typeof import('../../support/api-server.ts').startTestApiServer
  let answered: typeof import('../../support/custom-server.ts').answered

  before(async () => {
    ;({startTestApiServer} = await import('../../support/api-server.ts'))
    ;({answered} = await import('../../support/custom-server.ts'))
    const {certificate: cert, key} = pki.server()
    server = createServer({cert, key}, (request, response) => {
      let text = ''
      request.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      request.on('end', () => {
        const review = JSON.parse(text) as Review
        reviews.push(review)
        const answer = {uid: review.request.uid, ...respond(review)}
        response.end(JSON.stringify({kind: 'AdmissionReview', apiVersion: 'admission.k8s.io/v1', response: answer}))
      })
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  })
  after(() => server.close())

  beforeEach(async () => {
    reviews = []
    respond = () => ({allowed: true})
    api = await startTestApiServer()
  })
  afterEach(() => api.close())

  const url = (): string => `https://127.0.0.1:${(server.address() as AddressInfo).port}/review`
  const configure = async (plural: string, webhook: Json = {}): Promise<void> => {
    const {status, body} = await answered(api, 'POST', `${configurations}/${plural}`, {
      metadata: {name: 'test'},
      webhooks: [
        {
          name: 'check.example.com',
          clientConfig: {url: url(), caBundle: Buffer.from(pki.ca().certificate).toString('base64')},
          rules: [{apiGroups: [''], apiVersions: ['v1'], operations: ['*'], resources: ['configmaps']}],
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
          ...webhook,
        },
      ],
    })
    assert.equal(status, 201, JSON.stringify(body))
  }
  const create = (name = 'a', query = '') =>
    answered(api, 'POST', `${configMaps}${query}`, {metadata: {name}, data: {k: 'v'}})

  it('is asked about connections, with what is asked for', async () => {
    const pod = {metadata: {name: 'web'}, spec: {nodeName: 'n', containers: [{name: 'c', image: 'nginx'}]}}
    await answered(api, 'POST', '/api/v1/namespaces/default/pods', pod)
    await configure('validatingwebhookconfigurations', {
      rules: [{apiGroups: [''], apiVersions: ['v1'], operations: ['CONNECT'], resources: ['pods/*']}],
    })
    respond = () => ({allowed: false, status: {message: 'nobody connects'}})
    const ask = (path: string) => answered(api, 'GET', `/api/v1/namespaces/default/pods/web/${path}`)

    const attached = await ask('attach?stdin=true&container=c')
    const proxied = await ask('proxy/metrics?x=y')

    for (const {status, body} of [attached, proxied])
      assert.deepEqual(
        [status, body['message']],
        [400, 'admission webhook "check.example.com" denied the request: nobody connects'],
      )
    assert.deepEqual(
      reviews.map(({request: {object}}) => object),
      [
        {kind: 'PodAttachOptions', apiVersion: 'v1', stdin: true, stdout: true, stderr: true, container: 'c'},
        {kind: 'PodProxyOptions', apiVersion: 'v1', path: '/metrics'},
      ],
    )
  })

  it('sends a review and admits what is allowed, with warnings', async () => {
    await configure('validatingwebhookconfigurations')
    respond = () => ({allowed: true, warnings: ['careful']})

    const {status, warnings} = await create()

    assert.equal(status, 201)
    assert.deepEqual(warnings, ['299 - "careful"'])
    const [{request} = assert.fail('nothing was sent')] = reviews
    assert.equal(request.operation, 'CREATE')
    assert.equal(request.object.metadata['name'], 'a')
    assert.deepEqual(request.resource, {group: '', version: 'v1', resource: 'configmaps'})
  })

  it('refuses in the words of the webhook', async () => {
    await configure('validatingwebhookconfigurations')
    respond = () => ({allowed: false, status: {message: 'not today', code: 403, reason: 'Forbidden'}})

    const {status, body} = await create()

    assert.equal(status, 403)
    assert.equal(body['message'], 'admission webhook "check.example.com" denied the request: not today')
  })

  it('refuses without explanation where the webhook gives none', async () => {
    await configure('validatingwebhookconfigurations')
    respond = () => ({allowed: false})

    const {status, body} = await create()

    assert.equal(status, 400)
    assert.equal(body['message'], 'admission webhook "check.example.com" denied the request without explanation')
  })

  it('changes what is written by a JSON patch', async () => {
    await configure('mutatingwebhookconfigurations')
    const patch = [{op: 'add', path: '/data/added', value: 'yes'}]
    respond = () => ({
      allowed: true,
      patchType: 'JSONPatch',
      patch: Buffer.from(JSON.stringify(patch)).toString('base64'),
    })

    const {body} = await create()

    assert.deepEqual(body['data'], {k: 'v', added: 'yes'})
  })

  it('fails closed, or open, when the webhook cannot be trusted', async () => {
    const clientConfig = {url: url(), caBundle: Buffer.from(pki.frontProxyCa().certificate).toString('base64')}
    await configure('validatingwebhookconfigurations', {clientConfig})

    const refused = await create()
    await answered(api, 'PATCH', `${configurations}/validatingwebhookconfigurations/test`, ignoring, jsonPatch)
    const admitted = await create()

    assert.equal(refused.status, 500)
    assert.equal(
      refused.body['message'],
      `Internal error occurred: failed calling webhook "check.example.com": failed to call webhook: Post "${url()}?timeout=10s": tls: failed to verify certificate: x509: certificate signed by unknown authority`,
    )
    assert.equal(admitted.status, 201)
    assert.equal(reviews.length, 0)
  })
  const ignoring = [{op: 'replace', path: '/webhooks/0/failurePolicy', value: 'Ignore'}]
  const jsonPatch = {'content-type': 'application/json-patch+json'}

  it("is trusted by its own certificate, whether its authority's is there or not", async () => {
    await configure('validatingwebhookconfigurations', {
      clientConfig: {url: url(), caBundle: Buffer.from(pki.server().certificate).toString('base64')},
    })

    const {status, body} = await create()

    assert.equal(status, 201, String(body['message']))
    assert.equal(reviews.length, 1)
  })

  it('says which service is not there', async () => {
    const clientConfig = {service: {name: 'hook', namespace: 'default', path: '/x'}}
    await configure('validatingwebhookconfigurations', {clientConfig, timeoutSeconds: 3})

    const {body} = await create()

    assert.equal(
      body['message'],
      'Internal error occurred: failed calling webhook "check.example.com": failed to call webhook: Post "https://hook.default.svc:443/x?timeout=3s": service "hook" not found',
    )
  })

  it('asks only whom selectors and conditions choose', async () => {
    await configure('validatingwebhookconfigurations', {
      objectSelector: {matchLabels: {checked: 'yes'}},
      matchConditions: [{name: 'named', expression: "object.metadata.name.startsWith('b')"}],
    })
    const labelled = (name: string) =>
      answered(api, 'POST', configMaps, {metadata: {name, labels: {checked: 'yes'}}, data: {}})

    await create('b1')
    await labelled('a1')
    await labelled('b2')

    assert.deepEqual(
      reviews.map(({request}) => request.object.metadata['name']),
      ['b2'],
    )
  })

  it('refuses dry runs where the webhook has side effects', async () => {
    await configure('validatingwebhookconfigurations', {sideEffects: 'NoneOnDryRun'})

    const {status} = await create('a', '?dryRun=All')

    assert.equal(status, 201)
    assert.equal(reviews[0]?.request.dryRun, true)
  })

  it('refuses an answer to another question', async () => {
    await configure('validatingwebhookconfigurations')
    respond = () => ({uid: 'other', allowed: true})

    const {body} = await create()

    assert.match(
      String(body['message']),
      /received invalid webhook response: expected response\.uid=".*", got "other"$/,
    )
  })
})
