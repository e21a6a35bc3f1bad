import assert from 'node:assert/strict'
import type {TestApiServer} from '../../support/api-server.ts'

type Json = Record<string, unknown>

const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
const things = '/apis/example.com/v1/namespaces/default/things'
const merge = {'content-type': 'application/merge-patch+json'}

const spec = {
  type: 'object',
  properties: {
    size: {type: 'integer', default: 1},
    name: {type: 'string', maxLength: 5},
    parts: {
      type: 'array',
      maxItems: 10,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['id'],
      items: {
        type: 'object',
        required: ['id'],
        properties: {
          id: {type: 'string'},
          fixed: {type: 'string', maxLength: 20, 'x-kubernetes-validations': [{rule: 'self == oldSelf'}]},
        },
      },
    },
  },
}

const version = (name: string, more: Json = {}): Json => ({
  name,
  served: true,
  storage: name === 'v1',
  schema: {
    openAPIV3Schema: {
      type: 'object',
      properties: {spec, status: {type: 'object', properties: {ok: {type: 'boolean'}}}},
    },
  },
  ...more,
})

const definition = (more: Json = {}): Json => ({
  metadata: {name: 'things.example.com'},
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: {plural: 'things', kind: 'Thing', shortNames: ['th']},
    versions: [version('v1', {subresources: {status: {}}})],
    ...more,
  },
})

describe('custom resources', () => {
  let api: TestApiServer
  let startCustomServer: typeof import('../../support/custom-server.ts').startCustomServer
  let answered: typeof import('../../support/custom-server.ts').answered
  before(async () => {
    ;({startCustomServer, answered} = await import('../../support/custom-server.ts'))
  })
  beforeEach(async () => {
    api = await startCustomServer()
  })
  afterEach(() => api.close())

  const send = (...request: Parameters<TestApiServer['send']>) => answered(api, ...request)
  const define = (body: Json = definition()) => send('POST', definitions, body)
  const thing = (name: string, more: Json = {}): Json => ({
    apiVersion: 'example.com/v1',
    kind: 'Thing',
    metadata: {name},
    ...more,
  })

  it('serves instances once the definition is established, and no longer when it is gone', async () => {
    const before = await send('GET', things)
    await define()
    const created = await send('POST', things, thing('a', {spec: {odd: 1}, status: {ok: true}}))
    await send('DELETE', `${definitions}/things.example.com`)
    const after = await send('GET', things)
    const stored = await api.store.range({key: '/registry/example.com/', rangeEnd: '/registry/example.com0'})

    assert.equal(before.status, 404)
    assert.deepEqual(created.body['spec'], {size: 1})
    assert.equal(created.body['status'], undefined)
    assert.equal(after.status, 404)
    assert.equal(stored.kvs.length, 0)
    assert.equal((await send('GET', `${definitions}/things.example.com`)).status, 404)
  })

  it('wants to be told what is sent, where it is sent as text', async () => {
    await define()
    const text = (more: Json) => JSON.stringify({metadata: {name: 'a'}, ...more})

    const nameless = await send('POST', things, text({apiVersion: 'example.com/v1'}))
    const versionless = await send('POST', things, text({kind: 'Thing'}))
    const named = await send('POST', things, text({apiVersion: 'example.com/v1', kind: 'Thing'}))

    const whole = text({apiVersion: 'example.com/v1'})
    assert.deepEqual(
      [nameless.status, nameless.body['message']],
      [
        400,
        `the object provided is unrecognized (must be of type Thing): Object 'Kind' is missing in '${whole}' (${whole.slice(0, 30)} ...)`,
      ],
    )
    assert.deepEqual(
      [versionless.status, versionless.body['message']],
      [400, 'the API version in the data () does not match the expected API version (example.com/v1)'],
    )
    assert.equal(named.status, 201)
  })

  it('waits with the end of a definition for instances with finalizers', async () => {
    await define()
    await send('POST', things, {...thing('a'), metadata: {name: 'a', finalizers: ['example.com/keep']}})
    await send('DELETE', `${definitions}/things.example.com`)

    const going = await send('GET', `${definitions}/things.example.com`)
    const conditions = (going.body['status'] as {conditions: {type: string; reason: string}[]}).conditions
    assert.equal(conditions.find(({type}) => type === 'Terminating')?.reason, 'InstanceDeletionInProgress')

    await send('PATCH', `${things}/a`, {metadata: {finalizers: null}}, merge)
    await api.clock.advance(api.clock.now() + 6000, () => api.activity.settled())
    assert.equal((await send('GET', `${definitions}/things.example.com`)).status, 404)
  })

  it('does not accept names that another definition of the group has', async () => {
    await define()
    const names = {plural: 'others', kind: 'Other', shortNames: ['th']}
    await send('POST', definitions, {...definition({names}), metadata: {name: 'others.example.com'}})

    const {body} = await send('GET', `${definitions}/others.example.com`)

    const {conditions} = body['status'] as {conditions: Json[]}
    assert.deepEqual(
      conditions.map(({type, status, reason, message}) => [type, status, reason, message]),
      [
        ['NamesAccepted', 'False', 'ShortNamesConflict', '"th" is already in use'],
        ['Established', 'False', 'NotAccepted', 'not all names are accepted'],
      ],
    )
  })

  it('shows an instance in every version', async () => {
    await define(definition({versions: [version('v1'), version('v2beta1')]}))
    await send('POST', things, thing('a', {spec: {size: 3}}))

    const {body} = await send('GET', '/apis/example.com/v2beta1/namespaces/default/things/a')

    assert.equal(body['apiVersion'], 'example.com/v2beta1')
    assert.deepEqual(body['spec'], {size: 3})
  })

  it('compares items of lists that are maps with their former selves', async () => {
    await define()
    await send('POST', things, thing('a', {spec: {parts: [{id: 'x', fixed: '1'}]}}))

    const moved = await send(
      'PATCH',
      `${things}/a`,
      {
        spec: {
          parts: [
            {id: 'y', fixed: '2'},
            {id: 'x', fixed: '1'},
          ],
        },
      },
      merge,
    )
    const changed = await send('PATCH', `${things}/a`, {spec: {parts: [{id: 'x', fixed: '3'}]}}, merge)

    assert.equal(moved.status, 200)
    assert.equal(
      changed.body['message'],
      'Thing.example.com "a" is invalid: spec.parts[0].fixed: Invalid value: "string": failed rule: self == oldSelf',
    )
  })

  it('lets values be that were there before their schema forbade them', async () => {
    await define()
    await send('POST', things, thing('a', {spec: {name: 'short'}}))
    const shorter = structuredClone(spec)
    shorter.properties.name.maxLength = 3
    const path = '/spec/versions/0/schema/openAPIV3Schema/properties/spec'
    const patch = [{op: 'replace', path, value: shorter}]
    await send('PATCH', `${definitions}/things.example.com`, patch, {'content-type': 'application/json-patch+json'})

    const other = await send('PATCH', `${things}/a`, {spec: {size: 2}}, merge)
    const same = await send('PATCH', `${things}/a`, {spec: {name: 'other'}}, merge)

    assert.equal(other.status, 200)
    assert.match(String(same.body['message']), /spec\.name: Too long: may not be more than 3 bytes/)
  })

  const schemaCases: {name: string; given: Json; expected: string}[] = [
    {
      name: 'a schema without types',
      given: {openAPIV3Schema: {type: 'object', properties: {spec: {}}}},
      expected:
        'spec.validation.openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object fields',
    },
    {
      name: 'a default of the wrong type',
      given: {openAPIV3Schema: {type: 'object', properties: {a: {type: 'integer', default: 'x'}}}},
      expected:
        'spec.validation.openAPIV3Schema.properties[a].default: Invalid value: "string":  in body must be of type integer: "string"',
    },
    {
      name: 'a list of maps without keys',
      given: {
        openAPIV3Schema: {
          type: 'object',
          properties: {a: {type: 'array', items: {type: 'object'}, 'x-kubernetes-list-type': 'map'}},
        },
      },
      expected:
        'spec.validation.openAPIV3Schema.properties[a].x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map',
    },
    {
      name: 'a rule that does not compile',
      given: {openAPIV3Schema: {type: 'object', 'x-kubernetes-validations': [{rule: 'self.nope'}]}},
      expected:
        'spec.validation.openAPIV3Schema.x-kubernetes-validations[0].rule: Invalid value: {"Rule":"self.nope","Message":"","MessageExpression":"","Reason":null,"FieldPath":"","OptionalOldSelf":null}: compilation failed: ERROR: <input>:1:5: undefined field \'nope\'\n | self.nope\n | ....^',
    },
  ]
  for (const {name, given, expected} of schemaCases)
    it(`refuses ${name}`, async () => {
      const {status, body} = await define(definition({versions: [version('v1', {schema: given})]}))

      assert.equal(status, 422)
      assert.equal(
        body['message'],
        `CustomResourceDefinition.apiextensions.k8s.io "things.example.com" is invalid: ${expected}`,
      )
    })

  it('refuses a definition under another name', async () => {
    const {body} = await send('POST', definitions, {...definition(), metadata: {name: 'wrong.example.com'}})

    assert.match(
      String(body['message']),
      /metadata\.name: Invalid value: "wrong\.example\.com": must be spec\.names\.plural\+"\."\+spec\.group$/,
    )
  })
})
