import assert from 'node:assert/strict'
import {createServer, type Server} from 'node:https'
import type {AddressInfo} from 'node:net'
import {PemMemory, Pki} from '../../../src/cluster/pki/index.ts'
import type {TestApiServer} from '../../support/api-server.ts'

type Json = Record<string, unknown>
type Converted = Json & {apiVersion: string; metadata: Json; spec: Record<string, string>}
interface Review {
  request: {uid: string; desiredAPIVersion: string; objects: Converted[]}
}
interface Admission {
  kind: string
  request: {uid: string; object: Converted; oldObject: Converted | null}
}

const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
const things = (version: string) => `/apis/example.com/${version}/namespaces/default/things`
const about = 'conversion webhook for example.com/v2, Kind=Thing'

/** An address is one text in v1 and two in v2. */
function convert(object: Converted, apiVersion: string): Converted {
  const {address, host = '', port = ''} = object.spec ?? {}
  if (object.apiVersion === apiVersion || (address ?? (host || port)) === '') return {...object, apiVersion}
  const [name = '', number = ''] = address?.split(':') ?? []
  const spec: Record<string, string> = apiVersion.endsWith('v2')
    ? {host: name, port: number}
    : {address: `${host}:${port}`}
  return {...object, apiVersion, spec}
}

describe('conversion webhooks', () => {
  const pki = new Pki(new PemMemory(), Date.now)
  let api: TestApiServer
  let server: Server
  let reviews: Review[]
  let answer: (review: Review) => Json
  let admissions: Admission[]
  let startCustomServer: typeof import('../../support/custom-server.ts').startCustomServer
  let answered: typeof import('../../support/custom-server.ts').answered

  before(async () => {
    ;({startCustomServer, answered} = await import('../../support/custom-server.ts'))
    const {certificate: cert, key} = pki.server()
    server = createServer({cert, key}, (request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const review = JSON.parse(Buffer.concat(chunks).toString()) as Review
        if (request.url?.startsWith('/admit')) return response.end(admit(review as unknown as Admission))
        reviews.push(review)
        const own = {uid: review.request.uid, result: {status: 'Success'}, ...answer(review)}
        const kind = {kind: 'ConversionReview', apiVersion: 'apiextensions.k8s.io/v1'}
        response.end(JSON.stringify({...kind, response: own}))
      })
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  })
  after(() => server.close())
  /** Whoever is written to has port 81. */
  const admit = (admission: Admission): string => {
    admissions.push(admission)
    const patch = Buffer.from(JSON.stringify([{op: 'replace', path: '/spec/port', value: '81'}])).toString('base64')
    const response = {uid: admission.request.uid, allowed: true, patchType: 'JSONPatch', patch}
    return JSON.stringify({kind: 'AdmissionReview', apiVersion: 'admission.k8s.io/v1', response})
  }
  const at = (path: string) => ({
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    caBundle: Buffer.from(pki.ca().certificate).toString('base64'),
  })
  const admission = '/apis/admissionregistration.k8s.io/v1'
  const rules = [{apiGroups: ['example.com'], apiVersions: ['v2'], operations: ['*'], resources: ['things']}]
  const configureAdmission = (type = 'mutating', webhook: Json = {}) =>
    answered(api, 'POST', `${admission}/${type}webhookconfigurations`, {
      metadata: {name: 'things'},
      webhooks: [
        {
          name: 'things.example.com',
          clientConfig: at('/admit'),
          rules,
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
          ...webhook,
        },
      ],
    })

  beforeEach(async () => {
    reviews = []
    admissions = []
    answer = ({request}) => ({
      convertedObjects: request.objects.map(object => convert(object, request.desiredAPIVersion)),
    })
    api = await startCustomServer()
    const text = {type: 'string'}
    const version = (name: string, properties: Json) => ({
      name,
      served: true,
      storage: name === 'v1',
      schema: {openAPIV3Schema: {type: 'object', properties: {spec: {type: 'object', properties}}}},
    })
    const {status} = await answered(api, 'POST', definitions, {
      metadata: {name: 'things.example.com'},
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: {plural: 'things', kind: 'Thing'},
        versions: [version('v1', {address: text}), version('v2', {host: text, port: text})],
        conversion: {strategy: 'Webhook', webhook: {clientConfig: at('/convert'), conversionReviewVersions: ['v1']}},
      },
    })
    assert.equal(status, 201)
  })
  afterEach(() => api.close())

  const create = (version: string, spec: Json) =>
    answered(api, 'POST', things(version), {
      apiVersion: `example.com/${version}`,
      kind: 'Thing',
      metadata: {name: 'a'},
      spec,
    })

  it('shows what is stored in the version that is asked for', async () => {
    await create('v1', {address: 'here:80'})

    const got = await answered(api, 'GET', `${things('v2')}/a`)
    const listed = await answered(api, 'GET', things('v2'))

    assert.deepEqual(got.body['spec'], {host: 'here', port: '80'})
    assert.deepEqual((listed.body['items'] as Json[])[0]?.['spec'], {host: 'here', port: '80'})
  })

  it('stores the storage version, and answers what it has stored', async () => {
    const created = await create('v2', {host: 'here', port: '80'})
    reviews = []

    const stored = await answered(api, 'GET', `${things('v1')}/a`)

    assert.deepEqual(created.body['spec'], {host: 'here', port: '80'})
    assert.deepEqual(stored.body['spec'], {address: 'here:80'})
    assert.equal(reviews.length, 0)
  })

  it('shows writes to admission webhooks in the version that they want, and takes back what they make of it', async () => {
    await configureAdmission()

    const created = await create('v1', {address: 'here:80'})
    const merge = {'content-type': 'application/merge-patch+json'}
    const patched = await answered(api, 'PATCH', `${things('v1')}/a`, {spec: {address: 'there:80'}}, merge)

    assert.deepEqual(created.body['spec'], {address: 'here:81'})
    assert.deepEqual(patched.body['spec'], {address: 'there:81'})
    assert.deepEqual(
      admissions.map(({request: {object, oldObject}}) => [object.spec, oldObject?.spec]),
      [
        [{host: 'here', port: '80'}, undefined],
        [
          {host: 'there', port: '80'},
          {host: 'here', port: '81'},
        ],
      ],
    )
  })

  const why = `${about.replace('v2', 'v1')} failed: cannot do`
  const unshown: {name: string; configure: () => Promise<unknown>; expected: [number, string]}[] = [
    {
      name: 'a mutating webhook, twice',
      configure: () => configureAdmission(),
      expected: [500, `Internal error occurred: Internal error occurred: ${why}`],
    },
    {
      name: 'a validating webhook',
      configure: () => configureAdmission('validating', {failurePolicy: 'Ignore'}),
      expected: [500, `Internal error occurred: ${why}`],
    },
    {
      name: 'a policy',
      configure: async () => {
        await answered(api, 'POST', `${admission}/validatingadmissionpolicies`, {
          metadata: {name: 'own'},
          spec: {matchConstraints: {resourceRules: rules}, validations: [{expression: 'has(object.spec.host)'}]},
        })
        const spec = {policyName: 'own', validationActions: ['Deny']}
        await answered(api, 'POST', `${admission}/validatingadmissionpolicybindings`, {metadata: {name: 'all'}, spec})
      },
      expected: [
        422,
        `things.example.com "a" is forbidden: ValidatingAdmissionPolicy 'own' with binding 'all' denied request: failed to configure binding: failed to convert object version: ${why}`,
      ],
    },
  ]
  for (const {name, configure, expected} of unshown)
    it(`refuses writes that cannot be shown to ${name}`, async () => {
      await configure()
      answer = () => ({result: {status: 'Failure', message: 'cannot do'}})

      const {status, body} = await create('v1', {address: 'here:80'})

      assert.deepEqual([status, body['message']], expected)
      assert.equal(admissions.length, 0)
    })

  const apply = (version: string, manager: string, spec: Json, more = '') =>
    answered(
      api,
      'PATCH',
      `${things(version)}/a?fieldManager=${manager}${more}`,
      {apiVersion: `example.com/${version}`, kind: 'Thing', metadata: {name: 'a'}, spec},
      {'content-type': 'application/apply-patch+yaml'},
    )
  const managers = ({body}: {body: Json}) =>
    ((body['metadata'] as Json)['managedFields'] as Json[]).map(({manager, apiVersion, fieldsV1}) => [
      manager,
      apiVersion,
      Object.keys((fieldsV1 as Record<string, Json>)['f:spec'] ?? {}),
    ])

  it('takes fields from whom they belong to in another version', async () => {
    await apply('v1', 'one', {address: 'here:80'})
    const refused = await apply('v2', 'two', {host: 'there'})
    const forced = await apply('v2', 'two', {host: 'there'}, '&force=true')
    const agreed = await apply('v1', 'three', {address: 'there:80'})

    assert.equal(refused.body['message'], 'Apply failed with 1 conflict: conflict with "one": .spec.address')
    assert.deepEqual([refused.status, forced.status, agreed.status], [409, 200, 200])
    assert.deepEqual(managers(forced), [['two', 'example.com/v2', ['f:host']]])
    assert.deepEqual(managers(agreed), [
      ['three', 'example.com/v1', ['f:address']],
      ['two', 'example.com/v2', ['f:host']],
    ])
  })

  it('lets who updates in one version take what others own in another', async () => {
    await apply('v1', 'one', {address: 'here:80'})
    await apply('v2', 'two', {host: 'here', port: '80'})

    const merge = {'content-type': 'application/merge-patch+json'}
    const url = `${things('v2')}/a?fieldManager=three`
    const patched = await answered(api, 'PATCH', url, {spec: {port: '81'}}, merge)

    assert.deepEqual(managers(patched), [
      ['two', 'example.com/v2', ['f:host']],
      ['three', 'example.com/v2', ['f:port']],
    ])
  })

  it('removes what its manager applied in another version and applies no more', async () => {
    await apply('v2', 'two', {host: 'here', port: '80'})
    await apply('v1', 'one', {address: 'here:80'})

    const given = await apply('v2', 'two', {port: '80'})
    const left = await apply('v2', 'one', {host: 'here'})

    assert.deepEqual(
      [given.body['spec'], left.body['spec']],
      [
        {host: 'here', port: '80'},
        {host: 'here', port: '80'},
      ],
    )
    assert.deepEqual(managers(left), [
      ['one', 'example.com/v2', ['f:host']],
      ['two', 'example.com/v2', ['f:port']],
    ])
  })

  it('keeps metadata but for labels and annotations', async () => {
    answer = ({request}) => ({
      convertedObjects: request.objects.map(object => ({
        ...convert(object, request.desiredAPIVersion),
        metadata: {...object.metadata, labels: {own: 'yes'}, finalizers: ['example.com/never']},
      })),
    })

    const {body} = await create('v2', {host: 'here', port: '80'})

    const {labels, finalizers} = body['metadata'] as Json
    assert.deepEqual({labels, finalizers}, {labels: {own: 'yes'}, finalizers: undefined})
  })

  const failures: {name: string; given: (review: Review) => Json; expected: string}[] = [
    {
      name: 'the webhook refuses',
      given: () => ({result: {status: 'Failure', message: 'cannot do'}}),
      expected: `${about} failed: cannot do`,
    },
    {
      name: 'the webhook refuses without a word',
      given: () => ({result: {status: 'Failure'}}),
      expected: `${about} failed: response.result.status was 'Failure', not 'Success'`,
    },
    {
      name: 'too few objects come back',
      given: () => ({convertedObjects: []}),
      expected: `${about} returned 0 objects, expected 1`,
    },
    {
      name: 'another object comes back',
      given: ({request}) => ({
        convertedObjects: request.objects.map(object => ({
          ...convert(object, request.desiredAPIVersion),
          metadata: {...object.metadata, name: 'b'},
        })),
      }),
      expected: `${about} returned invalid object: must have the same name: a != b`,
    },
    {
      name: 'another version comes back',
      given: ({request}) => ({convertedObjects: request.objects.map(object => convert(object, 'example.com/v9'))}),
      expected: `${about} returned invalid object at index 0: invalid groupVersion (expected example.com/v1, received example.com/v9)`,
    },
  ]
  for (const {name, given, expected} of failures)
    it(`fails where ${name}`, async () => {
      answer = given

      const {status, body} = await create('v2', {host: 'here', port: '80'})

      assert.deepEqual([status, body['message']], [500, expected])
    })

  it('fails for what is not to be stored, too, and has lists asked for again', async () => {
    await create('v1', {address: 'here:80'})
    answer = () => ({result: {status: 'Failure', message: 'cannot do'}})

    const object = {apiVersion: 'example.com/v2', kind: 'Thing', metadata: {name: 'b'}, spec: {host: 'a'}}
    const dry = await answered(api, 'POST', `${things('v2')}?dryRun=All`, object)
    const listed = await answered(api, 'GET', things('v2'))

    assert.deepEqual([dry.status, dry.body['message']], [500, `${about} failed: cannot do`])
    const message = `storage is (re)initializing: failed to list example.com/v2, Kind=Thing: ${about.replace('v2', 'v1')} failed: cannot do`
    assert.deepEqual([listed.status, listed.body['reason'], listed.body['message']], [429, 'TooManyRequests', message])
  })

  it('completes objects by the version in which they are stored, before they are converted and not after', async () => {
    await create('v1', {address: 'here:80'})
    const text = {type: 'string'}
    const version = (name: string, properties: Json) => ({
      name,
      served: true,
      storage: name === 'v1',
      schema: {openAPIV3Schema: {type: 'object', properties: {spec: {type: 'object', properties}}}},
    })
    const versions = [
      version('v1', {address: text, size: {...text, default: 'small'}}),
      version('v2', {host: text, port: text, zone: {...text, default: 'east'}}),
    ]
    const merge = {'content-type': 'application/merge-patch+json'}
    await answered(api, 'PATCH', `${definitions}/things.example.com`, {spec: {versions}}, merge)
    await api.activity.settled()
    reviews = []

    const got = await answered(api, 'GET', `${things('v2')}/a`)

    assert.deepEqual(reviews[0]?.request.objects[0]?.spec, {address: 'here:80', size: 'small'})
    assert.deepEqual(got.body['spec'], {host: 'here', port: '80'})
  })

  it('fails for pages of lists at once: no cache is asked for them', async () => {
    await create('v1', {address: 'here:80'})
    answer = () => ({result: {status: 'Failure', message: 'cannot do'}})

    const page = await answered(api, 'GET', `${things('v2')}?limit=1`)

    assert.deepEqual([page.status, page.body['message']], [500, `${about.replace('v2', 'v1')} failed: cannot do`])
  })
})
