import assert from 'node:assert/strict'
import type {TestApiServer} from '../../support/api-server.ts'

type Json = Record<string, unknown>

const group = '/apis/admissionregistration.k8s.io/v1beta1'
const configMaps = '/api/v1/namespaces/default/configmaps'
const rules = [
  {apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['configmaps', 'pods']},
]

describe('mutating admission policies', () => {
  let api: TestApiServer
  let readApiServerOptions: typeof import('../../../src/cluster/open/api-server-options.ts').readApiServerOptions
  let startTestApiServer: typeof import('../../support/api-server.ts').startTestApiServer
  let answered: typeof import('../../support/custom-server.ts').answered
  before(async () => {
    ;({readApiServerOptions} = await import('../../../src/cluster/open/api-server-options.ts'))
    ;({startTestApiServer} = await import('../../support/api-server.ts'))
    ;({answered} = await import('../../support/custom-server.ts'))
  })
  beforeEach(async () => {
    const {definitions, admission} = readApiServerOptions({
      featureGates: 'MutatingAdmissionPolicy=true',
      runtimeConfig: 'admissionregistration.k8s.io/v1beta1=true',
    })
    api = await startTestApiServer({definitions, admission})
  })
  afterEach(() => api.close())

  const policy = async (name: string, spec: Json, binding: Json = {}) => {
    const made = await answered(api, 'POST', `${group}/mutatingadmissionpolicies`, {
      metadata: {name},
      spec: {matchConstraints: {resourceRules: rules}, reinvocationPolicy: 'Never', ...spec},
    })
    await answered(api, 'POST', `${group}/mutatingadmissionpolicybindings`, {
      metadata: {name},
      spec: {policyName: name, ...binding},
    })
    return made
  }
  const apply = (expression: string): Json => ({patchType: 'ApplyConfiguration', applyConfiguration: {expression}})
  const patch = (expression: string): Json => ({patchType: 'JSONPatch', jsonPatch: {expression}})
  const labelled = (key: string, value: string) => `Object{metadata: Object.metadata{labels: {"${key}": ${value}}}}`
  const create = (name: string, data: Json = {}) => answered(api, 'POST', configMaps, {metadata: {name}, data})
  const labelsOf = ({body}: {body: Json}) => (body['metadata'] as {labels?: Json}).labels

  it('merge what they make into a write, and patch it', async () => {
    await policy('p', {
      variables: [{name: 'first', expression: 'object.metadata.name.substring(0, 1)'}],
      mutations: [
        apply(labelled('first', 'variables.first')),
        patch('[JSONPatch{op: "add", path: "/metadata/labels/" + jsonpatch.escapeKey("example.com/a"), value: "1"}]'),
      ],
    })

    const {status, body} = await create('name')

    assert.equal(status, 201)
    assert.deepEqual(labelsOf({body}), {first: 'n', 'example.com/a': '1'})
  })

  it('read parameters', async () => {
    await create('params', {v: 'one'})
    const paramKind = {apiVersion: 'v1', kind: 'ConfigMap'}
    const paramRef = {name: 'params', parameterNotFoundAction: 'Deny'}
    await policy('p', {paramKind, mutations: [apply(labelled('v', 'params.data.v'))]}, {paramRef})

    const found = await create('found')
    await answered(api, 'DELETE', `${configMaps}/params`)
    const without = await create('without')

    assert.deepEqual(labelsOf(found), {v: 'one'})
    assert.equal(without.status, 403)
    assert.equal(
      without.body['message'],
      "policy 'p' with binding 'p' denied request: failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction",
    )
  })

  const faults = [
    {
      name: 'an expression that fails',
      mutation: apply(labelled('v', 'object.nosuch')),
      expected: `expression 'Object{metadata: Object.metadata{labels: {"v": object.nosuch}}}' resulted in error: no such key: nosuch`,
    },
    {
      name: 'a type of another field',
      mutation: apply('Object{metadata: Object.spec{}}'),
      expected:
        'type mismatch: unexpected type name "Object.spec", expected "Object.metadata", which matches field name path from root Object type',
    },
    {
      name: 'a field that there is not',
      mutation: apply('Object{spec: Object.spec{}}'),
      expected:
        'error applying patch: failed to convert patch object to typed object: .spec: field not declared in schema',
    },
    {
      name: 'a patch that does not apply',
      mutation: patch('[JSONPatch{op: "remove", path: "/nosuch"}]'),
      expected:
        "JSON Patch: error in remove for path: '/nosuch': Unable to remove nonexistent key: nosuch: missing value",
    },
  ]
  for (const {name, mutation, expected} of faults)
    it(`refuse a write for ${name}, unless failures are ignored`, async () => {
      await policy('p', {mutations: [mutation]})
      const refused = await create('refused')
      await answered(api, 'PUT', `${group}/mutatingadmissionpolicies/p`, {
        ...(await answered(api, 'GET', `${group}/mutatingadmissionpolicies/p`)).body,
        spec: {
          matchConstraints: {resourceRules: rules},
          reinvocationPolicy: 'Never',
          failurePolicy: 'Ignore',
          mutations: [mutation],
        },
      })
      const ignored = await create('ignored')

      assert.equal(refused.status, 403)
      assert.equal(refused.body['message'], `policy 'p' with binding 'p' denied request: ${expected}`)
      assert.equal(ignored.status, 201)
    })

  it('are asked again after others have changed the write, where they want it', async () => {
    const seen = 'has(object.metadata.labels) && has(object.metadata.labels.b) ? "saw-b" : "first"'
    await policy('a', {mutations: [apply(labelled('a', seen))], reinvocationPolicy: 'IfNeeded'})
    await policy('b', {mutations: [apply(labelled('b', '"set"'))]})

    assert.deepEqual(labelsOf(await create('c')), {a: 'saw-b', b: 'set'})
  })

  it('have what they add looked at by the plugins before them', async () => {
    const container = '{"name": "side", "image": "x"}'
    const mutation = patch(`[JSONPatch{op: "add", path: "/spec/containers/-", value: ${container}}]`)
    await policy('p', {mutations: [mutation]})
    const pod = {metadata: {name: 'p'}, spec: {containers: [{name: 'c', image: 'x'}]}}

    const {body} = await answered(api, 'POST', '/api/v1/namespaces/default/pods', pod)

    const {containers} = body['spec'] as {containers: {volumeMounts?: unknown[]}[]}
    assert.deepEqual(
      containers.map(({volumeMounts}) => volumeMounts?.length),
      [1, 1],
    )
  })

  it('must compile to what their patch type is made of', async () => {
    const {status, body} = await policy('p', {mutations: [apply('true'), patch('[1]')]})

    assert.equal(status, 422)
    assert.equal(
      body['message'],
      'MutatingAdmissionPolicy.admissionregistration.k8s.io "p" is invalid: [spec.mutations[0].applyConfiguration.expression: Invalid value: "true": must evaluate to Object but got bool, spec.mutations[1].jsonPatch.expression: Invalid value: "[1]": must evaluate to list(JSONPatch) but got list(int)]',
    )
  })
})
